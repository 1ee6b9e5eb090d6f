/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.type.TypeReference;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.Urls;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUser;

/**
 * The access token of the pack's own requests, and of those that it makes for a user who is
 * choosing a patient. The FHIR server checks it like any other token of the realm: signature,
 * issuer, audience, time, scope. It is of no use to anybody else: its audience is that server alone, and Keycloak
 * itself refuses it everywhere, because it has no {@code sub}, no session and no {@code typ}, and its {@code azp}
 * usually isn't a client of the realm. It isn't stored, and can't be refreshed or exchanged. A FHIR server that
 * introspects tokens can do so at {@code smart/introspect}.
 */
public final class OwnToken {

    /** The lifetime in seconds. */
    static final int LIFE = 60;

    /** A claim that distinguishes it from everything else that the realm signs. */
    private static final String MARK = "smart_own";

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String FALLBACK_ALGORITHM = "RS256";

    private OwnToken() {}

    /**
     * @param scope all that the token permits
     * @param user in whose name it asks; empty if the pack asks on its own behalf
     * @throws RuntimeException if the realm has no suitable key
     */
    static String sign(KeycloakSession session, FhirServer server, String scope, Optional<FhirReference> user) {
        RealmModel realm = session.getContext().getRealm();
        return new JWSBuilder()
                .type("JWT")
                .jsonContent(claims(issuer(session), server, scope, user, Time.currentTimeSeconds()))
                .sign(signatures(session, realm, server).signer());
    }

    static Map<String, Object> claims(
            String issuer, FhirServer server, String scope, Optional<FhirReference> user, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", List.of(server.baseUrl(), server.client().getClientId()));
        claims.put("azp", server.ownName());
        claims.put("iat", now);
        claims.put("exp", now + LIFE);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", scope);
        user.ifPresent(who -> claims.put(FhirUser.ATTRIBUTE, server.baseUrl() + "/" + who));
        claims.put(MARK, true);
        return claims;
    }

    /**
     * The claims of such a token, if the request's realm signed it.
     *
     * @param compact any text that a caller sent
     * @return empty for any other text, and for a token that has expired
     */
    public static Optional<Map<String, Object>> read(KeycloakSession session, String compact) {
        try {
            JWSInput jws = new JWSInput(compact);
            if (!jws.readContentAsString().contains(MARK)) {
                return Optional.empty();
            }
            Map<String, Object> claims = JsonSerialization.mapper.readValue(jws.getContent(), OBJECT);
            if (!Boolean.TRUE.equals(claims.get(MARK)) || claims.containsKey("typ") || claims.containsKey("sub")) {
                return Optional.empty();
            }
            JsonWebToken verified = session.tokens().decode(compact, AccessToken.class);
            return Optional.ofNullable(verified)
                    .filter(token -> issuer(session).equals(token.getIssuer()))
                    .filter(JsonWebToken::isActive)
                    .map(token -> claims);
        } catch (JWSInputException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String issuer(KeycloakSession session) {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }

    /**
     * The algorithm that the administrator chose for the FHIR server's client, else the realm's; never one with a
     * shared key.
     */
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
