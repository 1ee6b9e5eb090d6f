/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The response of a route.
 *
 * @param cacheControl the {@code Cache-Control} header
 * @param cookie a whole {@code Set-Cookie} header; empty for none
 */
record Answer(int status, String contentType, String cacheControl, byte[] body, String cookie) {

    static final String NO_STORE = "no-store";

    Answer(int status, String contentType, String cacheControl, byte[] body) {
        this(status, contentType, cacheControl, body, "");
    }

    static Answer page(int status, String page) {
        return new Answer(status, "text/html; charset=utf-8", NO_STORE, page.getBytes(StandardCharsets.UTF_8));
    }

    /** The same response with a cookie. */
    Answer with(String newCookie) {
        return new Answer(status, contentType, cacheControl, body, newCookie);
    }

    static Answer json(int status, Object body) {
        try {
            return new Answer(status, "application/json", NO_STORE, new ObjectMapper().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer text(String body) {
        return new Answer(200, "text/plain; charset=utf-8", NO_STORE, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer error(int status, String description) {
        return json(status, Map.of("error", description));
    }
}
