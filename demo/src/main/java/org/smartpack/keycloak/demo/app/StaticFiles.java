/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** The pages, from the class path. */
final class StaticFiles implements Route {

    private static final Pattern PATH = Pattern.compile("/(?:[a-z0-9-]+/)*[a-z0-9-]+\\.[a-z]+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public Answer answer(Request request) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.error(405, "Only GET is allowed here");
        }
        String path = request.path().equals("/") ? "/index.html" : request.path();
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PATH.matcher(path).matches()) {
            return notFound();
        }
        try (InputStream file = StaticFiles.class.getResourceAsStream("static" + path)) {
            return file == null ? notFound() : new Answer(200, type, "no-cache", file.readAllBytes());
        }
    }

    /** A template for a page, which isn't served itself. */
    static String template(String name) {
        try (InputStream file = StaticFiles.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer notFound() {
        return Answer.error(404, "There is nothing here");
    }
}
