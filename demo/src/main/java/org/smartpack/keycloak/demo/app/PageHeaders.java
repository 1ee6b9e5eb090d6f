/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.net.URI;
import java.util.Set;

import com.sun.net.httpserver.Headers;

/** The headers of every response: nothing inline, nothing from other origins, no frames. */
final class PageHeaders {

    private final String policy;
    private final Set<String> hosts;

    PageHeaders(SampleAppSettings settings) {
        this.policy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self' " + origin(settings.keycloakUrl()) + " " + origin(settings.fhirUrl()),
                // Keycloak too: logging out posts the id_token as a form, which keeps it out of URLs.
                "form-action 'self' " + origin(settings.keycloakUrl()),
                "base-uri 'none'",
                "frame-ancestors 'none'");
        this.hosts = Set.of("127.0.0.1:" + settings.port(), "localhost:" + settings.port());
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    boolean isHost(String host) {
        return host != null && hosts.contains(host);
    }

    /** Whether a page of this server sent a request, by its {@code Origin} header. */
    boolean isOwnOrigin(String origin) {
        return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
    }

    void addTo(Headers headers) {
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
