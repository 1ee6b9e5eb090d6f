/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.keycloak.common.util.Time;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.services.Urls;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * The access token of the pack's own requests. The FHIR server checks it like any other of the realm: signature, issuer,
 * audience, time, scope. Nobody else can make use of it: it is for that server alone, and Keycloak itself refuses it
 * everywhere, because it has no {@code sub}, no session and no {@code typ}, and because {@code azp} is mostly no client of
 * the realm. It isn't stored, and can't be refreshed, exchanged or introspected.
 */
final class OwnToken {

    /** Seconds. */
    static final int LIFE = 60;

    private static final String FALLBACK_ALGORITHM = "RS256";

    private OwnToken() {}

    /**
     * @param scope all that the token lets its bearer do
     * @throws RuntimeException if the realm has no key
     */
    static String sign(KeycloakSession session, FhirServer server, String scope) {
        RealmModel realm = session.getContext().getRealm();
        String issuer = Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
        return new JWSBuilder()
                .type("JWT")
                .jsonContent(claims(issuer, server, scope, Time.currentTimeSeconds()))
                .sign(signatures(session, realm, server).signer());
    }

    static Map<String, Object> claims(String issuer, FhirServer server, String scope, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", List.of(server.baseUrl(), server.client().getClientId()));
        claims.put("azp", server.ownName());
        claims.put("iat", now);
        claims.put("exp", now + LIFE);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", scope);
        return claims;
    }

    /** As the administrator has it for tokens of the FHIR server's client, else as for the realm; never a shared key. */
    private static SignatureProvider signatures(KeycloakSession session, RealmModel realm, FhirServer server) {
        String ofClient = server.client().getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG);
        for (String algorithm : new String[] {ofClient, realm.getDefaultSignatureAlgorithm()}) {
            SignatureProvider found =
                    algorithm == null ? null : session.getProvider(SignatureProvider.class, algorithm);
            if (found != null && found.isAsymmetricAlgorithm()) {
                return found;
            }
        }
        return session.getProvider(SignatureProvider.class, FALLBACK_ALGORITHM);
    }
}
