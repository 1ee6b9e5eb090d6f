/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.token.audience.AudienceRules;

/**
 * The parameter {@code resource} (RFC 8707) of both grants: a token is limited to that resource server (IUA-71-2). In
 * the code grant the authorization request or the token request names it; they must agree. It holds for every refresh.
 */
public final class IuaAudience implements AudienceRules {

    /** The claim of a refresh token with the resource server that its grant was limited to. */
    private static final String CLAIM = "smart_resource";

    private final KeycloakSession session;
    private final TokenForm form;

    /** The rules of the request's realm. */
    public IuaAudience(KeycloakSession session) {
        this.session = session;
        this.form = new TokenForm(session);
    }

    @Override
    public boolean addressesUsersTokens() {
        return !form.isExchange() && !form.isPermissionRequest();
    }

    @Override
    public Optional<String> resource(TokenPostProcessorContext tokens) throws Refusal {
        Optional<String> asked = form.parameter(OAuth2Constants.RESOURCE);
        Optional<String> authorized = authorized(tokens);
        if (asked.isPresent()
                && authorized.filter(url -> !BaseUrl.areSame(url, asked.get())).isPresent()) {
            throw Refusal.because(OAuthError.INVALID_TARGET, "resource is not the one of the authorization request");
        }
        return asked.or(() -> authorized);
    }

    /** What the grant was limited to: by the authorization request or, at a refresh, by the code's token request. */
    private static Optional<String> authorized(TokenPostProcessorContext tokens) {
        return tokens.requestRefreshToken() != null
                ? ofGrant(tokens.requestRefreshToken())
                : Optional.ofNullable(tokens.code())
                        .map(code -> code.getResource())
                        .filter(url -> !url.isBlank());
    }

    private static Optional<String> ofGrant(RefreshToken token) {
        return token.getOtherClaims().get(CLAIM) instanceof String url ? Optional.of(url) : Optional.empty();
    }

    /**
     * Refuses a resource server that isn't known, or isn't that of a SMART app's grant, and takes everybody else out of
     * the audience of such a grant. Other tokens are addressed later, by {@link AudienceRules}.
     */
    void limit(AccessToken access, TokenPostProcessorContext tokens) throws Refusal {
        if (form.isExchange()) {
            return;
        }
        Optional<String> wanted = resource(tokens);
        if (tokens.refreshToken() != null) {
            keep(tokens.requestRefreshToken() == null ? wanted : authorized(tokens), tokens.refreshToken());
        }
        if (wanted.isEmpty()) {
            return;
        }
        FhirServer server = FhirServers.of(session)
                .at(wanted.get())
                .filter(found -> isOfGrant(found))
                .orElseThrow(() -> Refusal.because(
                        OAuthError.INVALID_TARGET,
                        "resource is not the base URL of a FHIR server that this client gets tokens for"));
        if (access.getAudience() != null && GrantContext.bound(session).isPresent()) {
            access.audience(Arrays.stream(access.getAudience())
                    .filter(name -> server.isNamedIn(List.of(name)))
                    .toArray(String[]::new));
        }
    }

    /** A refresh that names a resource narrows its own token only. */
    private static void keep(Optional<String> limit, RefreshToken token) {
        token.getOtherClaims().remove(CLAIM);
        limit.ifPresent(url -> token.getOtherClaims().put(CLAIM, url));
    }

    /** A SMART app's grant is for one FHIR server. */
    private boolean isOfGrant(FhirServer server) {
        return GrantContext.bound(session)
                .filter(grant -> !server.baseUrl().equals(grant.fhirBase()))
                .isEmpty();
    }
}
