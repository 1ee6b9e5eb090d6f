/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Creates handles. The EHR gives a handle to the app, and the app sends it in the authorization request. */
final class Handle {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Handle() {}

    /** 256 random bits, base64url. */
    static String base64url() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A UUID of version 4, as callers of Firely's endpoint expect it (LCTX-FA-5). */
    static String uuid() {
        return UUID.randomUUID().toString();
    }
}
