/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Remembers the assertions that were accepted, in the whole cluster, by realm, issuer and {@code jti}: of several uses,
 * concurrent ones included, exactly one is the first (RFC 7523 section 3, item 7).
 */
final class ReplayGuard {

    /** Entries of other kinds live in the same store: the prefix keeps them apart. */
    private static final String PREFIX = "smart-jwt.jti.";

    private final SingleUseObjectProvider store;

    ReplayGuard(SingleUseObjectProvider store) {
        this.store = store;
    }

    /** To be called last, when everything else about the assertion holds. */
    void firstUse(RealmModel realm, String issuer, ClaimRules.Accepted claims) throws AssertionRefused {
        if (!store.putIfAbsent(key(realm.getId(), issuer, claims.jti()), claims.secondsToRemember())) {
            throw new AssertionRefused("jti was used before");
        }
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
