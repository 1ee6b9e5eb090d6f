/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * NZ-9, NZ-53: tokens are signed by an approved algorithm. Keycloak's own executor has a list without RSA PKCS1, and so
 * refuses RS256 and RS384, which SMART and IUA ask for.
 */
final class SignatureAlgorithms implements Rule {

    private static final Set<String> APPROVED =
            Set.of("PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "RS256", "RS384");

    private static final String KEYCLOAKS = "RS256";

    /** Whose algorithm it is, in the console's words. */
    private static final Map<String, String> SETTINGS = Map.of(
            OIDCConfigAttributes.ID_TOKEN_SIGNED_RESPONSE_ALG, "ID token signature algorithm",
            OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG, "Access token signature algorithm",
            OIDCConfigAttributes.AUTHORIZATION_SIGNED_RESPONSE_ALG, "Authorization response signature algorithm");

    @Override
    public Optional<String> fault(ClientModel client) {
        return SETTINGS.keySet().stream()
                .sorted()
                .filter(attribute -> !APPROVED.contains(algorithm(client, attribute)))
                .findFirst()
                .map(attribute -> "NZ-9: " + SETTINGS.get(attribute) + " must be one of PS256, PS384, PS512, ES256,"
                        + " ES384, ES512, EdDSA, RS256, RS384");
    }

    /** The client's, or else the realm's. */
    private static String algorithm(ClientModel client, String attribute) {
        return Optional.ofNullable(client.getAttribute(attribute))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(client.getRealm().getDefaultSignatureAlgorithm()))
                .orElse(KEYCLOAKS);
    }
}
