/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the addresses to which the discovery document of a FHIR server sends apps, some of them with tokens. They are
 * no less safe than the server itself: http only if its base URL is http.
 *
 * @param isHttpAllowed whether http will do
 */
record LinkUrl(boolean isHttpAllowed) {

    private static final int MAX_LENGTH = 1024;

    /** For a FHIR server with these mapper settings. */
    static LinkUrl of(Map<String, String> config) {
        return new LinkUrl(BaseUrl.parse(config.getOrDefault(FhirServerMapper.BASE_URL, ""))
                .filter(base -> base.startsWith("http:"))
                .isPresent());
    }

    /** What {@link #parse} accepts, for a message. */
    String wanted() {
        return "an " + (isHttpAllowed ? "http or " : "") + "https URL without user or fragment";
    }

    /** An absolute URL as it was written; empty for anything else. */
    Optional<String> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean isUsable = ("https".equals(uri.getScheme()) || isHttpAllowed && "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return isUsable ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
