/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Optional;

/** The body of a request, cut off where it is too large. Public because the server's REST layer hands it over. */
public final class RequestBody {

    static final int MAX_BYTES = 16 * 1024;

    private final Optional<BodyType> type;
    private final byte[] bytes;

    /**
     * @param type empty where it is nothing that this API reads
     * @param bytes one more than {@value #MAX_BYTES} where there are too many
     */
    RequestBody(Optional<BodyType> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    Optional<BodyType> type() {
        return type;
    }

    boolean isTooLarge() {
        return bytes.length > MAX_BYTES;
    }

    byte[] bytes() {
        return bytes;
    }
}
