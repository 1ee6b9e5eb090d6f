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

/** Verifies an assertion's signature with Keycloak's own verifiers. */
final class SignatureCheck {

    private SignatureCheck() {}

    static void holds(KeycloakSession session, Assertion assertion, HeaderRules.Accepted header, PublicKey key)
            throws AssertionRefused {
        KeyWrapper wrapper = new KeyWrapper();
        wrapper.setKid(header.kid());
        wrapper.setUse(KeyUse.SIG);
        wrapper.setType(header.algorithm().keyType());
        wrapper.setAlgorithm(header.algorithm().name());
        wrapper.setPublicKey(key);
        SignatureProvider provider =
                session.getProvider(SignatureProvider.class, header.algorithm().name());
        try {
            if (provider != null && provider.verifier(wrapper).verify(assertion.signed(), assertion.signature())) {
                return;
            }
        } catch (VerificationException e) {
            // A signature of the wrong length, a point off the curve: no more than a wrong signature.
        }
        throw new AssertionRefused("the signature doesn't hold");
    }
}
