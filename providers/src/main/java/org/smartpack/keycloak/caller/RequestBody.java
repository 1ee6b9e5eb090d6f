/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.Optional;

/** The body of a request, cut off where it is too large. Public because the server's REST layer hands it over. */
public final class RequestBody {

    /** What is read at most. An endpoint may want less. */
    static final int MAX_BYTES = 64 * 1024;

    private final Optional<BodyType> type;
    private final byte[] bytes;

    /**
     * @param type empty where it is nothing that the pack reads
     * @param bytes one more than {@value #MAX_BYTES} where there are too many
     */
    RequestBody(Optional<BodyType> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** What it is; empty where it is nothing that the pack reads. */
    public Optional<BodyType> type() {
        return type;
    }

    /** @param max not more than {@value #MAX_BYTES} */
    public boolean isLargerThan(int max) {
        return bytes.length > max;
    }

    /** The body itself. */
    public byte[] bytes() {
        return bytes;
    }
}
