/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.security.PublicKey;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;

/**
 * Verifies the signature of one assertion with Keycloak's own verifiers. Belongs to one request and remembers its
 * results.
 */
final class SignatureCheck implements JwksCache.Verification {

    private final KeycloakSession session;
    private final Assertion assertion;
    private final HeaderRules.Accepted header;
    private SigningKeys holding;

    /** @param header the assertion's header, already checked */
    SignatureCheck(KeycloakSession session, Assertion assertion, HeaderRules.Accepted header) {
        this.session = session;
        this.assertion = assertion;
        this.header = header;
    }

    HeaderRules.Accepted header() {
        return header;
    }

    @Override
    public String kid() {
        return header.kid();
    }

    @Override
    public boolean holds(SigningKeys keys) {
        try {
            require(keys);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    /** @throws Refusal if the signature wasn't made with the one of these keys that the assertion names */
    void require(SigningKeys keys) throws Refusal {
        if (keys != holding) {
            require(keys.select(header.kid(), header.algorithm()));
            holding = keys;
        }
    }

    /** @throws Refusal if the signature wasn't made with this key */
    void require(PublicKey key) throws Refusal {
        if (!holds(key)) {
            throw Refusal.assertion("the signature is not valid");
        }
    }

    private boolean holds(PublicKey key) {
        KeyWrapper wrapper = new KeyWrapper();
        wrapper.setKid(header.kid());
        wrapper.setUse(KeyUse.SIG);
        wrapper.setType(header.algorithm().keyType());
        wrapper.setAlgorithm(header.algorithm().name());
        wrapper.setPublicKey(key);
        SignatureProvider provider =
                session.getProvider(SignatureProvider.class, header.algorithm().name());
        try {
            return provider != null && provider.verifier(wrapper).verify(assertion.signed(), assertion.signature());
        } catch (VerificationException e) {
            // For instance a signature of the wrong length or a point off the curve: simply a wrong signature.
            return false;
        }
    }
}
