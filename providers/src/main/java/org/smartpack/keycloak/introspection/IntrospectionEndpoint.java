/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenIntrospectContext;

import org.smartpack.keycloak.caller.AcceptedCredentials;
import org.smartpack.keycloak.caller.BodyType;
import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.caller.CallerAnswers;
import org.smartpack.keycloak.caller.CallerAuthentication;
import org.smartpack.keycloak.caller.NeverCached;
import org.smartpack.keycloak.caller.PostOnlyEndpoint;
import org.smartpack.keycloak.caller.RequestBody;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Printable;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.client.OwnToken;

/**
 * Token introspection (RFC 7662) for callers with Basic, a secret in the form, a client assertion or their own access
 * token. The response is 200 with {@code active} and the claims of an active token, or only {@code {"active":false}}
 * for anything that isn't an active access token that this caller may know about. Public, because the server's REST
 * layer calls it.
 */
public final class IntrospectionEndpoint extends PostOnlyEndpoint {

    private static final Logger LOG = Logger.getLogger(IntrospectionEndpoint.class);
    static final String PURPOSE = "token introspection";

    private static final AcceptedCredentials CREDENTIALS =
            new AcceptedCredentials(PURPOSE, true, OAuthError.INSUFFICIENT_SCOPE);

    /** In bytes; large enough for a token with several hundred scopes. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final String ACTIVE = "active";

    /** What Keycloak has in the place of the text of a policy that gives none. */
    private static final String KEYCLOAKS_NO_DETAIL = "NA";

    private final KeycloakSession session;
    private final EventBuilder event;
    private final CallerAuthentication callers;
    private final CallerAnswers answers;
    private final Optional<IntrospectionRules> rules;

    /** The endpoint of the session's realm. */
    public IntrospectionEndpoint(KeycloakSession session) {
        super(session);
        FhirServers.keep(session);
        this.session = session;
        this.event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.INTROSPECT_TOKEN);
        this.callers = new CallerAuthentication(session, event, CREDENTIALS);
        this.answers = new CallerAnswers(session, event);
        this.rules = IntrospectionRules.of(session);
    }

    /** Describes the token in the form. */
    @POST
    public Response introspect(RequestBody body) {
        Optional<Response> closed = answers.closed();
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<BodyType> form =
                Optional.ofNullable(body).flatMap(RequestBody::type).filter(type -> !type.isJson());
        if (form.isEmpty()) {
            return answers.unsupportedType(MediaType.APPLICATION_FORM_URLENCODED);
        }
        if (body.isLargerThan(MAX_BYTES)) {
            return answers.tooLarge(MAX_BYTES);
        }
        return introspect(IntrospectionRequest.read(body.bytes(), form.get()));
    }

    private Response introspect(IntrospectionRequest request) {
        IntrospectionRight right;
        try {
            right = right(request);
        } catch (Refusal refusal) {
            return unauthorized(refusal);
        }
        try {
            return NeverCached.answer(session, Response.fromResponse(introspect(request.token(), right)));
        } catch (Refusal refusal) {
            if (rules.filter(IntrospectionRules::isEveryOtherErrorInactive).isPresent()) {
                answers.log(refusal);
                return NeverCached.answer(session, json(Map.of(ACTIVE, false)));
            }
            return answers.answer(refusal, callers.isWithToken());
        }
    }

    private IntrospectionRight right(IntrospectionRequest request) throws Refusal {
        Caller caller = callers.authenticate(request.credentials());
        event.client(caller.client());
        if (!request.isFrom(caller.client().getClientId())) {
            throw Refusal.credentials("client_id names another client");
        }
        session.getContext().setClient(caller.client());
        return IntrospectionRight.of(caller, session, rules);
    }

    private Response unauthorized(Refusal refusal) {
        // If a fault on the server prevented authentication, nothing is known about the caller.
        Optional<Response.ResponseBuilder> said = refusal.error() == OAuthError.TEMPORARILY_UNAVAILABLE
                ? Optional.empty()
                : rules.flatMap(rule -> rule.unauthorized(callers.isWithToken()));
        if (said.isEmpty()) {
            return answers.answer(refusal, callers.isWithToken());
        }
        answers.log(refusal);
        return NeverCached.answer(session, said.get());
    }

    private Response introspect(String sent, IntrospectionRight right) throws Refusal {
        String token = underPolicies(sent, right);
        try {
            return describe(token, right);
        } catch (RuntimeException e) {
            // A wrong token would simply be inactive. This is a fault on the server, for instance a cache that doesn't
            // answer.
            LOG.errorf("Token not introspected: %s", e.getClass().getName());
            throw Refusal.failed("Tokens can't be introspected now");
        }
    }

    private Response describe(String token, IntrospectionRight right) {
        // A FHIR server takes anything active for an access token, so it must not be told about other tokens.
        Optional<Map<String, Object>> described = right.isResourceServer()
                ? Optional.empty()
                : rules.flatMap(rule -> rule.describe(token, right.caller(), event));
        if (described.isPresent()) {
            return active(described.get());
        }
        Optional<Map<String, Object>> own = OwnToken.read(session, token).filter(right::covers);
        if (own.isPresent()) {
            return active(own.get());
        }
        return new SmartIntrospection(session, right).introspect(token, event);
    }

    private Response active(Map<String, Object> described) {
        event.success();
        Map<String, Object> answer = new LinkedHashMap<>(described);
        answer.put(ACTIVE, true);
        return json(answer).build();
    }

    /** Client policies can refuse the call or change the token, as at Keycloak's own endpoint. */
    private String underPolicies(String token, IntrospectionRight right) throws Refusal {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.putSingle(TokenIntrospectionEndpoint.PARAM_TOKEN, token);
        try {
            session.clientPolicy().triggerOnEvent(new TokenIntrospectContext(right.caller(), parameters));
        } catch (ClientPolicyException e) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, said(e));
        }
        return parameters.getFirst(TokenIntrospectionEndpoint.PARAM_TOKEN);
    }

    /** What the policy says, as at Keycloak's endpoint. */
    private static String said(ClientPolicyException refused) {
        String detail = refused.getErrorDetail();
        return detail == null || detail.isBlank() || detail.equals(KEYCLOAKS_NO_DETAIL)
                ? "A client policy of the realm refuses this"
                : Printable.line(detail);
    }

    private static Response.ResponseBuilder json(Map<String, Object> answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE);
    }
}
