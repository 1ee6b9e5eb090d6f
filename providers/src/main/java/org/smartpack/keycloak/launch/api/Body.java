/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;

/** What a body may be at all. */
final class Body {

    static final int MAX_BYTES = 16 * 1024;

    private Body() {}

    /** JSON or a form, in UTF-8; empty for anything else. */
    static Optional<MediaType> type(String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        MediaType type;
        try {
            type = MediaType.valueOf(contentType);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "UTF-8");
        boolean isKnown = isJson(type) || isForm(type);
        return isKnown && charset.equalsIgnoreCase("UTF-8") ? Optional.of(type) : Optional.empty();
    }

    static boolean isJson(MediaType type) {
        return isOf(type, MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean isForm(MediaType type) {
        return isOf(type, MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }

    private static boolean isOf(MediaType type, MediaType wanted) {
        return type.getType().equalsIgnoreCase(wanted.getType())
                && type.getSubtype().equalsIgnoreCase(wanted.getSubtype());
    }

    /** The bytes; empty where there are more than {@value #MAX_BYTES}. */
    static Optional<byte[]> read(InputStream stream) throws IOException {
        byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(bytes);
    }
}
