/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.smartpack.keycloak.error.Refusal;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body, in order, decoded in its charset. Keycloak's own
 * parser accepts bad encodings. A field without a value counts as omitted (RFC 6749 section 3.2) and is in neither
 * collection.
 *
 * @param values by key; the first value of a repeated key
 * @param repeated the keys that occur more than once
 */
public record FormFields(Map<String, String> values, Set<String> repeated) {

    /** A form without fields, or no form at all. */
    public static final FormFields NONE = new FormFields(Map.of(), Set.of());

    public FormFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        repeated = Set.copyOf(repeated);
    }

    /** Reads a form strictly: no key may be repeated, and control characters are refused. */
    public static FormFields parse(byte[] body, Charset charset) throws Refusal {
        FormFields form = read(body, charset);
        if (!form.repeated.isEmpty()) {
            throw Refusal.field("a form key", "is repeated");
        }
        for (Map.Entry<String, String> field : form.values.entrySet()) {
            if (!CleanText.isClean(field.getKey()) || !CleanText.isClean(field.getValue())) {
                throw Refusal.field("the form", "has control characters");
            }
        }
        return form;
    }

    /** Reads a form with any keys and values, as long as the encoding is right. */
    public static FormFields read(byte[] body, Charset charset) throws Refusal {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> repeated = new HashSet<>();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '&') {
                if (i > start) {
                    add(values, repeated, body, start, i, charset);
                }
                start = i + 1;
            }
        }
        return new FormFields(values, repeated);
    }

    private static void add(
            Map<String, String> values, Set<String> repeated, byte[] body, int start, int end, Charset charset)
            throws Refusal {
        int equals = start;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        String key = decode(body, start, equals, charset);
        String value = decode(body, Math.min(equals + 1, end), end, charset);
        if (!value.isEmpty() && values.putIfAbsent(key, value) != null) {
            repeated.add(key);
        }
    }

    private static String decode(byte[] body, int start, int end, Charset charset) throws Refusal {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            if (body[i] == '%') {
                int high = i + 2 < end ? Character.digit(body[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(body[i] == '+' ? ' ' : body[i]);
            }
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static Refusal malformed() {
        return Refusal.field("the form", "is not correctly encoded in its charset");
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
