/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.MediaType;

/**
 * What a body is, by its content type.
 *
 * @param isJson whether it is JSON; else it is a form
 * @param charset JSON is in UTF-8; a form is too, unless it says that it is in Latin 1 or ASCII, which some HTTP libraries
 *     say of every form
 */
public record BodyType(boolean isJson, Charset charset) {

    private static final List<Charset> OF_JSON = List.of(StandardCharsets.UTF_8);
    private static final List<Charset> OF_FORM =
            List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    /** Empty for anything but JSON and forms. */
    public static Optional<BodyType> of(MediaType type) {
        boolean isJson = isOf(type, MediaType.APPLICATION_JSON_TYPE);
        if (!isJson && !isOf(type, MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            return Optional.empty();
        }
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "UTF-8");
        return (isJson ? OF_JSON : OF_FORM)
                .stream()
                        .filter(known -> known.name().equalsIgnoreCase(charset))
                        .map(known -> new BodyType(isJson, known))
                        .findFirst();
    }

    private static boolean isOf(MediaType type, MediaType wanted) {
        return type.getType().equalsIgnoreCase(wanted.getType())
                && type.getSubtype().equalsIgnoreCase(wanted.getSubtype());
    }
}
