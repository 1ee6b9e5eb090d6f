/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.Locale;

/**
 * Guards a route that uses a secret: only this server's own pages may call it, with JSON. The page of another site
 * could send JSON only after a preflight request, which this server never allows, and its {@code Origin} gives it away.
 */
final class SameOriginJson implements Route {

    private final PageHeaders pages;
    private final Route guarded;

    SameOriginJson(PageHeaders pages, Route guarded) {
        this.pages = pages;
        this.guarded = guarded;
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        if (!request.method().equals("POST")) {
            return Answer.error(405, "Only POST is allowed here");
        }
        if (request.header("Origin").filter(pages::isOwnOrigin).isEmpty()) {
            return Answer.error(403, "Only the pages of this server may ask for that");
        }
        String type = request.header("Content-Type").orElse("");
        if (!type.split(";")[0].trim().toLowerCase(Locale.ROOT).equals("application/json")) {
            return Answer.error(415, "Only JSON is accepted here");
        }
        return guarded.answer(request);
    }
}
