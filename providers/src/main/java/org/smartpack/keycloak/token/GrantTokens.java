/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.DroppedScopes;
import org.smartpack.keycloak.allowance.SubjectToken;
import org.smartpack.keycloak.allowance.SystemScopes;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.AccessEnd;
import org.smartpack.keycloak.launch.ContextClaims;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.hybrid.UnsentToken;
import org.smartpack.keycloak.launch.kind.LaunchKind;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.token.audience.AudienceRules;
import org.smartpack.keycloak.token.audience.ServiceAudience;

/**
 * Writes the context of the grant into its tokens, and refuses tokens that need a grant and have none. SMART scopes for
 * users come only from the authorization code flow, where the app has named the FHIR server (SMART-AUTHZ-1) and there
 * is a patient (SMART-SCOPE-43).
 */
final class GrantTokens implements TokenPostProcessor {

    private final KeycloakSession session;

    GrantTokens(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext tokens) {
        AccessToken access = tokens.accessToken();
        if (access == null) {
            return;
        }
        if (UnsentToken.isExpected(session)) {
            // If it got out all the same, it would be useless.
            access.exp(access.getIat());
            return;
        }
        TokenRules.of(session).ifPresent(profile -> profile.write(access, tokens));
        if (tokens.refreshToken() != null) {
            ClientModel client = tokens.clientSessionCtx().getClientSession().getClient();
            DroppedScopes.write(session, client, tokens.requestRefreshToken(), tokens.refreshToken());
        }
        Optional<GrantContext> grant = GrantContext.bound(session);
        checkLaunched(tokens.clientSessionCtx().getClientSession(), grant);
        if (!isOwn(tokens.clientSessionCtx().getClientSession())) {
            dropSystemScopes(tokens, access);
        }
        RequestedScopes granted = RequestedScopes.of(access.getScope());
        if (grant.filter(GrantContext::isContextOnly).isPresent()) {
            // The token isn't sent. If it got out all the same, it would be useless.
            access.exp(access.getIat());
        } else if (grant.isPresent()) {
            writeContext(grant.get().context(), granted, access);
            GrantClaims.putFhirUser(access, grant.get(), granted);
            addressTo(server(grant.get()), access, true);
            if (tokens.refreshToken() != null) {
                GrantClaims.putGrant(tokens.refreshToken(), grant.get());
            }
        } else if (granted.needCodeFlow() && FhirServers.of(session).governRealm()) {
            passOn(SubjectToken.verified(session).orElseThrow(this::noContext), granted, access);
        } else if (isOwn(tokens.clientSessionCtx().getClientSession())
                || AudienceRules.of(session)
                        .filter(AudienceRules::addressesUsersTokens)
                        .isPresent()) {
            addressOwn(tokens);
        }
        if (AudienceRules.of(session)
                .filter(rules -> !rules.addressesUsersTokens())
                .isPresent()) {
            ServiceAudience.keep(session, tokens);
        }
        limit(tokens);
    }

    /** The user's choice holds for every token of the grant, and for those that are exchanged for one of them. */
    private void limit(TokenPostProcessorContext tokens) {
        Optional<AccessEnd> end =
                AccessEnd.bound(session).or(() -> SubjectToken.verified(session).flatMap(AccessEnd::of));
        Stream.of(tokens.accessToken(), tokens.refreshToken())
                .filter(Objects::nonNull)
                .forEach(token -> end.ifPresentOrElse(chosen -> chosen.limit(token), () -> removeEnd(token)));
    }

    /** What a mapper writes under that name is no end. */
    private void removeEnd(AccessToken token) {
        if (FhirServers.of(session).governRealm()) {
            token.getOtherClaims().remove(AccessEnd.CLAIM);
        }
    }

    /**
     * An app whose launches follow a profile's rules gets no access in a user's name through any other grant type
     * either: not through a device code, a password or an exchange.
     */
    private void checkLaunched(AuthenticatedClientSessionModel login, Optional<GrantContext> grant) {
        if (grant.filter(GrantContext::isContextOnly).isEmpty()
                && !isOwn(login)
                && LaunchKind.isRequired(session, login.getClient())) {
            throw invalid("This app gets tokens for users only with a launch");
        }
    }

    private static boolean isOwn(AuthenticatedClientSessionModel login) {
        return AllowanceSource.isOwn(login.getClient(), login.getUserSession().getUser());
    }

    /**
     * {@code system/} scopes aren't for users. If scopes are granted by rule, none is left by now; without that server
     * feature Keycloak grants them by name. Such a scope must not make the token valid for a FHIR server either.
     */
    private void dropSystemScopes(TokenPostProcessorContext tokens, AccessToken access) {
        RefreshToken before = tokens.requestRefreshToken();
        boolean hadSystem =
                SystemScopes.areIn(access.getScope()) || before != null && SystemScopes.areIn(before.getScope());
        if (!hadSystem) {
            return;
        }
        access.setScope(SystemScopes.removeFrom(access.getScope()));
        if (tokens.refreshToken() != null) {
            tokens.refreshToken()
                    .setScope(SystemScopes.removeFrom(tokens.refreshToken().getScope()));
        }
        access.audience(audienceWithout(FhirServers.of(session).known(), access).toArray(String[]::new));
    }

    private void addressOwn(TokenPostProcessorContext tokens) {
        try {
            ServiceAudience.write(session, tokens);
        } catch (Refusal refusal) {
            throw TokenRefusal.of(session, refusal);
        }
    }

    /** An exchanged token keeps the patient, the user and the FHIR server. */
    private void passOn(AccessToken from, RequestedScopes granted, AccessToken access) {
        FhirServer server =
                FhirServers.of(session).addressedBy(from.getAudience()).orElseThrow(this::noContext);
        if (from.getSubject() == null || !from.getSubject().equals(access.getSubject())) {
            throw noContext();
        }
        writeContext(ContextClaims.read(from.getOtherClaims()).orElseThrow(this::noContext), granted, access);
        addressTo(server, access, false);
    }

    private void writeContext(LaunchContext context, RequestedScopes granted, AccessToken access) {
        if (granted.needsPatient() && context.patient().isEmpty()) {
            throw noContext();
        }
        if (!ContextClaims.write(context, access.getOtherClaims())) {
            throw invalid("An extension of the launch context has the name of another claim");
        }
    }

    private RuntimeException noContext() {
        return invalid("patient/, user/ and launch scopes need the authorization code flow of a SMART app");
    }

    private RuntimeException invalid(String description) {
        return TokenRefusal.of(session, Refusal.because(OAuthError.INVALID_GRANT, description));
    }

    private FhirServer server(GrantContext grant) {
        return grant.server(session).orElseThrow(() -> invalid(GrantConditions.NO_SERVER));
    }

    /**
     * Addresses the token to the FHIR server that the app named (SMART-AUTHZ-3), and to no other of the realm.
     *
     * @param always whether to add that server in any case, or only if its client is in the audience
     */
    private void addressTo(FhirServer wanted, AccessToken access, boolean always) {
        List<FhirServer> others = FhirServers.of(session).known().stream()
                .filter(server -> !server.baseUrl().equals(wanted.baseUrl()))
                .toList();
        Set<String> present = audienceWithout(others, access);
        Set<String> audience = new LinkedHashSet<>();
        if (always || present.contains(wanted.client().getClientId())) {
            audience.add(wanted.baseUrl());
            audience.add(wanted.client().getClientId());
        }
        audience.addAll(present);
        access.audience(audience.toArray(String[]::new));
    }

    private static Set<String> audienceWithout(List<FhirServer> servers, AccessToken access) {
        Set<String> audience =
                new LinkedHashSet<>(access.getAudience() == null ? List.of() : Arrays.asList(access.getAudience()));
        audience.removeIf(name -> servers.stream().anyMatch(server -> server.isNamedIn(List.of(name))));
        return audience;
    }
}
