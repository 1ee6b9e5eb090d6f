/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.caller.AcceptedCredentials;
import org.smartpack.keycloak.caller.BodyType;
import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.caller.CallerAnswers;
import org.smartpack.keycloak.caller.CallerAuthentication;
import org.smartpack.keycloak.caller.FormFields;
import org.smartpack.keycloak.caller.NeverCached;
import org.smartpack.keycloak.caller.PostOnlyEndpoint;
import org.smartpack.keycloak.caller.RequestBody;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.LaunchEvents;

/**
 * The launch context API: an EHR registers what its user is looking at and gets a handle for it, which it gives to an
 * app as {@code launch}. The response is JSON with 200, or an error of LCTX-15 and LCTX-19. It isn't meant for
 * browsers, so there is no CORS (SMART-CORS-3). Public, because the server's REST layer calls it.
 */
public final class LaunchContextEndpoint extends PostOnlyEndpoint {

    static final AcceptedCredentials CREDENTIALS =
            new AcceptedCredentials("launch contexts", false, OAuthError.INVALID_CLIENT);

    /** In bytes. A launch context is small, and goes into tokens that are sent in headers. */
    static final int MAX_BYTES = 16 * 1024;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;
    private final CallerAuthentication callers;

    /** The endpoint of the session's realm. */
    public LaunchContextEndpoint(KeycloakSession session) {
        super(session);
        FhirServers.keep(session);
        this.session = session;
        this.realm = session.getContext().getRealm();
        // The caller is a client that logs itself in; Keycloak has no better event type.
        this.event = LaunchEvents.mark(
                LaunchEvents.CREATED_ERROR,
                new EventBuilder(realm, session, session.getContext().getConnection()).event(EventType.CLIENT_LOGIN));
        this.callers = new CallerAuthentication(session, event, CREDENTIALS);
    }

    /** Registers a launch context. */
    @POST
    public Response register(RequestBody body) {
        CallerAnswers answers = new CallerAnswers(session, event);
        Optional<Response> closed = answers.closed();
        if (closed.isPresent()) {
            return closed.get();
        }
        if (body == null || body.type().isEmpty()) {
            return answers.unsupportedType("JSON or a form, in UTF-8");
        }
        if (body.isLargerThan(MAX_BYTES)) {
            return answers.tooLarge(MAX_BYTES);
        }
        try {
            return NeverCached.answer(
                    session, Response.ok(register(body.type().get(), body.bytes()), MediaType.APPLICATION_JSON_TYPE));
        } catch (Refusal refusal) {
            return answers.answer(refusal, callers.isWithToken());
        }
    }

    private Map<String, Object> register(BodyType type, byte[] body) throws Refusal {
        boolean isJson = type.isJson();
        FormFields form = isJson ? FormFields.NONE : FormFields.parse(body, type.charset());
        Caller caller = callers.authenticate(form);
        event.client(caller.client());
        FhirServers servers = FhirServers.of(session);
        IssuerRight right = IssuerRight.of(caller, servers, session);
        LaunchRequest request = isJson
                ? new JsonRequest(
                                servers.all().stream().map(FhirServer::baseUrl).toList())
                        .read(body)
                : FormRequest.read(form);
        Registration registration = Registration.of(request, right, servers, realm);
        LaunchEvents.isFor(registration.server(), request.clientId(), event);
        String handle = isJson ? Handle.base64url() : Handle.uuid();
        Registrar.of(session).register(handle, registration);
        LaunchEvents.mark(LaunchEvents.CREATED, event).success();
        return isJson ? Answer.toJson(registration, handle) : Answer.toForm(registration, handle);
    }
}
