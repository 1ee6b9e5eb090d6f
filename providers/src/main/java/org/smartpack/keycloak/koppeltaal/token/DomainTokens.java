/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.token;

import java.util.Optional;
import java.util.UUID;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.token.TokenRules;

/**
 * Adds the claims of a Koppeltaal domain (KT-BS-6) to an application's own access token: {@code aud} is only the client
 * id of the FHIR service, as a string; {@code nbf} in seconds; a random {@code nonce}; {@code type} is {@code access}.
 * The access token of a launch names its user (INTRO-KT-2), so that introspection gives the same answer throughout the
 * token's life.
 */
public final class DomainTokens implements TokenRules {

    /**
     * The launching user, for instance {@code Practitioner/123}, whom Koppeltaal's example of an introspection response
     * names.
     */
    private static final String USER = "user";

    private final KeycloakSession session;

    /** The rules for tokens of the request's realm. */
    public DomainTokens(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean nameUsers() {
        return false;
    }

    @Override
    public void write(AccessToken access, TokenPostProcessorContext tokens) {
        boolean isOfLaunch = GrantContext.bound(session).isPresent();
        // Every token of the realm passes here, so FHIR servers are looked up only for the few that need it.
        if (!isOfLaunch && !isApplications(tokens)) {
            return;
        }
        Optional<KoppeltaalDomain> domain = KoppeltaalDomain.of(session);
        if (domain.isEmpty()) {
            return;
        }
        if (isOfLaunch) {
            UserModel user = tokens.clientSessionCtx()
                    .getClientSession()
                    .getUserSession()
                    .getUser();
            FhirUsers.of(session).find(user, domain.get().fhirService()).ifPresent(person -> access.getOtherClaims()
                    .put(USER, person.toString()));
        } else {
            access.audience(domain.get().fhirService().client().getClientId());
            access.nbf(access.getIat());
            access.setNonce(UUID.randomUUID().toString());
            access.getOtherClaims().put("type", "access");
        }
    }

    private static boolean isApplications(TokenPostProcessorContext tokens) {
        ClientModel client = tokens.clientSessionCtx().getClientSession().getClient();
        return AllowanceSource.isOwn(
                        client,
                        tokens.clientSessionCtx()
                                .getClientSession()
                                .getUserSession()
                                .getUser())
                && KoppeltaalApp.of(client).isPresent();
    }
}
