/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.Optional;

/** The body of a request, cut off if it is too large. Public, because the server's REST layer passes it on. */
public final class RequestBody {

    /** How many bytes are read at most. An endpoint may have a lower limit. */
    static final int MAX_BYTES = 64 * 1024;

    private final Optional<BodyType> type;
    private final byte[] bytes;

    /**
     * @param type empty for a type that the pack doesn't read
     * @param bytes the content; one byte more than {@value #MAX_BYTES} if it is too large
     */
    RequestBody(Optional<BodyType> type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** The type; empty for one that the pack doesn't read. */
    public Optional<BodyType> type() {
        return type;
    }

    /** @param max in bytes, at most {@value #MAX_BYTES} */
    public boolean isLargerThan(int max) {
        return bytes.length > max;
    }

    /** The content; one byte more than {@value #MAX_BYTES} if it is too large. */
    public byte[] bytes() {
        return bytes;
    }
}
