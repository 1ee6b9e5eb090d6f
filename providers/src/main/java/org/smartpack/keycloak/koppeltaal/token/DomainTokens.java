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
 * Gives the access token that an application has on its own behalf the claims of a Koppeltaal domain (KT-BS-6):
 * {@code aud} is the client id of the FHIR service and nothing else, as a string; {@code nbf} in seconds; a random
 * {@code nonce}; {@code type} is {@code access}. The access token of a launch names its user (INTRO-KT-2), so that
 * introspection says the same for as long as the token lives.
 */
public final class DomainTokens implements TokenRules {

    /** The launching user, whom the seed's introspection answer names ({@code Practitioner/123}). */
    private static final String USER = "user";

    private final KeycloakSession session;

    /** Of the request's realm. */
    public DomainTokens(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void write(AccessToken access, TokenPostProcessorContext tokens) {
        boolean isOfLaunch = GrantContext.bound(session).isPresent();
        // Every token of the realm comes by here; the look at the FHIR servers is for the few that it concerns.
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
