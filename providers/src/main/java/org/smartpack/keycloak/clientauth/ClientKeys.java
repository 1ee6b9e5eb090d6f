/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;

import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.common.util.KeyUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.CertificateRepresentation;
import org.keycloak.services.util.CertificateInfoHelper;

/**
 * Verifies an assertion's signature with the client's key that it names, one of those of the Keys tab: the JWKS URL if that is switched
 * on, else the imported JWK Set, else the one key or certificate that was generated or imported there.
 */
final class ClientKeys {

    private final JwksCache fetched;

    ClientKeys(JwksCache fetched) {
        this.fetched = fetched;
    }

    /** @throws AssertionRefused if the signature wasn't made with one of them, or they can't be had */
    void verify(ClientModel client, ClientSettings settings, SignatureCheck signature) throws AssertionRefused {
        if (settings.usesJwksUrl()) {
            signature.require(fetched.keys(location(client, settings), signature));
            return;
        }
        var inline = settings.inlineJwks();
        if (inline.isPresent()) {
            signature.require(SigningKeys.parse(inline.get().getBytes(StandardCharsets.UTF_8)));
        } else {
            signature.require(single(client, signature.header()));
        }
    }

    private static JwksLocation location(ClientModel client, ClientSettings settings) throws AssertionRefused {
        return JwksLocation.of(
                client.getRealm().getId(),
                client.getId(),
                settings.registeredJwksUrl().orElseThrow(() -> new AssertionRefused("the JWKS URL is missing")),
                settings.privateAddresses());
    }

    /** A key without a name of its own has the one that Keycloak gives it: the hash of the key. */
    private static PublicKey single(ClientModel client, HeaderRules.Accepted header) throws AssertionRefused {
        CertificateRepresentation stored =
                CertificateInfoHelper.getCertificateFromClient(client, JWTClientAuthenticator.ATTR_PREFIX);
        PublicKey key;
        try {
            if (stored.getCertificate() != null) {
                key = KeycloakModelUtils.getCertificate(stored.getCertificate()).getPublicKey();
            } else if (stored.getPublicKey() != null) {
                key = KeycloakModelUtils.getPublicKey(stored.getPublicKey());
            } else {
                throw new AssertionRefused("the client has no keys");
            }
        } catch (RuntimeException e) {
            throw new AssertionRefused("the client's key can't be read");
        }
        String kid = stored.getKid() == null ? KeyUtils.createKeyId(key) : stored.getKid();
        if (!header.kid().equals(kid) || !header.algorithm().keyType().equals(key.getAlgorithm())) {
            throw new AssertionRefused("no key has this kid");
        }
        return SigningKeys.strongEnough(key);
    }
}
