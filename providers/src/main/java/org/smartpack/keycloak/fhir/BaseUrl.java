/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The spelling of a FHIR server's base URL. */
public final class BaseUrl {

    private static final int MAX_LENGTH = 1024;

    private BaseUrl() {}

    /**
     * Reads an absolute http or https URL without user, query and fragment. The result has no slash at its end. Two
     * slashes there are invalid: with one removed, the URL would look like another server's.
     */
    public static Optional<String> parse(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.strip());
            boolean isBase = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !uri.getRawPath().endsWith("//");
            return isBase ? Optional.of(withoutSlash(uri.toString())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Whether two URLs name the same server: they are identical except for one slash at the end (SMART-AUTHZ-1). */
    public static boolean areSame(String one, String other) {
        return withoutSlash(one).equals(withoutSlash(other));
    }
}
