/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;

/** Lets an assertion be used only once (RFC 7523 section 3, item 7), identified by realm, issuer and {@code jti}. */
final class ReplayGuard {

    /** Keeps the keys apart from others in the same store. */
    private static final String PREFIX = "smart-jwt.jti.";

    private final SingleUse uses;
    private final String key;

    /** @param claims the claims of the assertion, which needn't be verified yet */
    ReplayGuard(KeycloakSession session, String issuer, ClaimRules.Accepted claims) {
        this.uses = new SingleUse(session);
        this.key = key(session.getContext().getRealm().getId(), issuer, claims.jti());
    }

    /** Records nothing, so that somebody who can't sign can't use an assertion up. */
    void notUsed() throws Refusal {
        if (uses.isUsed(key)) {
            throw Refusal.assertion("jti was used before");
        }
    }

    /** Must be called last, when everything else about the assertion has been verified. */
    void use(Validity validity) throws Refusal {
        uses.use(key, validity);
    }

    /**
     * A hash, so that its length doesn't depend on the sender. The issuer's length comes first so that no two pairs
     * give the same input.
     */
    static String key(String realmId, String issuer, String jti) {
        String pair = issuer.length() + ":" + issuer + jti;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(pair.getBytes(StandardCharsets.UTF_8));
            return PREFIX + realmId + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
