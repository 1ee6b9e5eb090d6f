/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.sun.net.httpserver.Headers;

/** Answers one request. */
@FunctionalInterface
interface Route {

    /** The answer; a failure becomes a 502, as what can fail is another server. */
    Answer answer(Request request) throws IOException, InterruptedException;

    /**
     * A request.
     *
     * @param method for instance {@code GET}
     * @param path decoded, beginning with a slash
     * @param name what follows the route's own part of the path, decoded
     * @param body as text
     */
    record Request(String method, String path, String name, Headers headers, String body) {

        /** A header that was sent exactly once; empty if it wasn't. */
        Optional<String> header(String header) {
            List<String> values = headers.getOrDefault(header, List.of());
            return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        }
    }
}
