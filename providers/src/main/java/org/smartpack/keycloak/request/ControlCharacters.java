/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import org.keycloak.utils.StringUtil;

/**
 * What Keycloak makes of a parameter before it uses it: it removes control characters, percent-encoded ones and the
 * rest of terminal sequences.
 */
public final class ControlCharacters {

    private ControlCharacters() {}

    /**
     * The same as {@link StringUtil#removeControlCharacters}, which compiles five patterns for each text. They find
     * something only if there is a control character, a percent sign or an opening bracket.
     */
    public static String removeFrom(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || c == '%' || c == '[') {
                return StringUtil.removeControlCharacters(text);
            }
        }
        return text;
    }
}
