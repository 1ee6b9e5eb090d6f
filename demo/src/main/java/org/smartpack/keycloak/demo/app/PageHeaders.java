/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.net.URI;
import java.util.Set;

import com.sun.net.httpserver.Headers;

/**
 * The headers of every response: nothing inline, nothing from other origins. Only the EHR's page has frames, and only
 * the sample app's pages may be in one, on this server's own pages.
 */
final class PageHeaders {

    private static final Set<String> EHR = Set.of("/", "/index.html");
    private static final Set<String> SAMPLE_APP = Set.of("/app/launch.html", "/app/index.html");

    private final String policy;
    private final String ownOrigins;
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
                "base-uri 'none'");
        this.hosts = Set.of("127.0.0.1:" + settings.port(), "localhost:" + settings.port());
        this.ownOrigins = settings.origin() + " http://localhost:" + settings.port();
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

    /** Adds them to the response for a path. */
    void addTo(Headers headers, String path) {
        headers.set("Content-Security-Policy", policy + "; " + frames(path));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    /**
     * The EHR opens whatever app its user names, which goes on to any authorization server: a frame can have any
     * address. What is in the frame is kept from replacing the EHR by the frame's sandbox.
     */
    private String frames(String path) {
        if (EHR.contains(path)) {
            return "frame-src http: https:; frame-ancestors 'none'";
        }
        return SAMPLE_APP.contains(path) ? "frame-ancestors " + ownOrigins : "frame-ancestors 'none'";
    }
}
