/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;

import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.common.util.KeyUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.CertificateRepresentation;
import org.keycloak.services.util.CertificateInfoHelper;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.memory.Recent;

/**
 * Verifies an assertion's signature with the key that it names, one of those in the client's Keys tab: from the JWKS
 * URL if that is switched on, else from the imported JWK Set, else the single key or certificate that was generated or
 * imported there.
 */
final class ClientKeys {

    /** Cached key sets, in characters. */
    private static final int MOST_INLINE = 2 * 1024 * 1024;

    private final JwksCache fetched;
    private final Recent<String, InlineKeys> inline =
            new Recent<>(MOST_INLINE, jwks -> 1 + jwks.length(), InlineKeys::read);

    ClientKeys(JwksCache fetched) {
        this.fetched = fetched;
    }

    /** @throws Refusal if the signature wasn't made with one of the keys, or they aren't available */
    void verify(ClientModel client, ClientSettings settings, SignatureCheck signature) throws Refusal {
        if (settings.usesJwksUrl()) {
            signature.require(fetched.keys(location(client, settings), signature));
            return;
        }
        var imported = settings.inlineJwks();
        if (imported.isPresent()) {
            signature.require(inline.get(imported.get()).keys());
        } else {
            signature.require(single(client, signature.header()));
        }
    }

    /** An imported key set, or why it isn't valid. */
    private record InlineKeys(Optional<SigningKeys> read, Optional<Refusal> refusal) {

        static InlineKeys read(String jwks) {
            try {
                return new InlineKeys(
                        Optional.of(SigningKeys.parse(jwks.getBytes(StandardCharsets.UTF_8))), Optional.empty());
            } catch (Refusal e) {
                return new InlineKeys(Optional.empty(), Optional.of(e));
            }
        }

        SigningKeys keys() throws Refusal {
            if (refusal.isPresent()) {
                throw Refusal.assertion(refusal.get().getMessage());
            }
            return read.orElseThrow();
        }
    }

    private static JwksLocation location(ClientModel client, ClientSettings settings) throws Refusal {
        return JwksLocation.of(
                client.getRealm().getId(),
                client.getId(),
                settings.registeredJwksUrl().orElseThrow(() -> Refusal.assertion("the JWKS URL is missing")),
                settings.privateAddresses());
    }

    /** A single key has no {@code kid} of its own. Keycloak uses the hash of the key as its {@code kid}. */
    private static PublicKey single(ClientModel client, HeaderRules.Accepted header) throws Refusal {
        CertificateRepresentation stored =
                CertificateInfoHelper.getCertificateFromClient(client, JWTClientAuthenticator.ATTR_PREFIX);
        PublicKey key;
        try {
            if (stored.getCertificate() != null) {
                key = KeycloakModelUtils.getCertificate(stored.getCertificate()).getPublicKey();
            } else if (stored.getPublicKey() != null) {
                key = KeycloakModelUtils.getPublicKey(stored.getPublicKey());
            } else {
                throw Refusal.assertion("the client has no keys");
            }
        } catch (RuntimeException e) {
            throw Refusal.assertion("the client's key can't be read");
        }
        String kid = stored.getKid() == null ? KeyUtils.createKeyId(key) : stored.getKid();
        if (!header.kid().equals(kid) || !header.algorithm().keyType().equals(key.getAlgorithm())) {
            throw Refusal.assertion("no key has this kid");
        }
        return SigningKeys.strongEnough(key);
    }
}
