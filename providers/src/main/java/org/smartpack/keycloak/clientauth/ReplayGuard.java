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

/** Lets every assertion of a client be used once (RFC 7523 section 3, item 7): by realm, issuer and {@code jti}. */
final class ReplayGuard {

    /** Entries of other kinds live in the same store: the prefix keeps them apart. */
    private static final String PREFIX = "smart-jwt.jti.";

    private final SingleUse uses;
    private final String key;

    /** @param claims of the assertion, which needn't be verified yet */
    ReplayGuard(KeycloakSession session, String issuer, ClaimRules.Accepted claims) {
        this.uses = new SingleUse(session);
        this.key = key(session.getContext().getRealm().getId(), issuer, claims.jti());
    }

    /** Records nothing: whoever can't sign must not be able to use an assertion up. */
    void notUsed() throws Refusal {
        if (uses.isUsed(key)) {
            throw Refusal.assertion("jti was used before");
        }
    }

    /** To be called last, when everything else about the assertion holds. */
    void use(Validity validity) throws Refusal {
        uses.use(key, validity);
    }

    /** Of one length whatever the sender chose; the issuer's length stands first so that no two pairs read the same. */
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
