/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.realm;

import java.util.regex.Pattern;

/** Object identifiers as URNs (RFC 3061). */
public final class Oid {

    private static final int MAX_LENGTH = 256;
    private static final Pattern URN = Pattern.compile("urn:oid:[0-2](?:\\.(?:0|[1-9]\\d*))+");

    private Oid() {}

    /** Whether a text is such a URN, for instance {@code urn:oid:2.16.840.1}. */
    public static boolean isUrn(String text) {
        return text.length() <= MAX_LENGTH && URN.matcher(text).matches();
    }
}
