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

    /** Answers a request. An exception becomes a 502, because only another server can fail. */
    Answer answer(Request request) throws IOException, InterruptedException;

    /**
     * A request.
     *
     * @param method for instance {@code GET}
     * @param path the decoded path, beginning with a slash
     * @param name the decoded rest of the path after the route's own part
     * @param body the body as text
     */
    record Request(String method, String path, String name, Headers headers, String body) {

        /** A header that was sent exactly once; empty if it wasn't. */
        Optional<String> header(String header) {
            List<String> values = headers.getOrDefault(header, List.of());
            return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
        }
    }
}
