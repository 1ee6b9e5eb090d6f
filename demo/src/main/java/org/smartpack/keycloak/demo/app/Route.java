/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;

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
    record Request(String method, String path, String name, String body) {}
}
