/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.smartpack.keycloak.iua.realm.Oid;

/** The forms of identifiers in IUA's claims. */
final class Uri {

    private static final int MAX_LENGTH = 1024;

    /** RFC 8141, without the optional parts at its end. */
    private static final Pattern URN = Pattern.compile("urn:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[^\\s#?]+");

    private Uri() {}

    /** Any absolute URI. */
    static boolean isAbsolute(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return uri.isAbsolute()
                    && (!text.startsWith("urn:") || URN.matcher(text).matches());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A URL, or an OID as a URN. */
    static boolean isUrlOrOid(String text) {
        return Oid.isUrn(text) || isUrl(text);
    }

    /** A URL, or a URN. */
    static boolean isUrlOrUrn(String text) {
        return isUrl(text) || isAbsolute(text) && text.startsWith("urn:");
    }

    private static boolean isUrl(String text) {
        return isAbsolute(text) && (text.startsWith("https://") || text.startsWith("http://"));
    }
}
