/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body, in their order. Strict: a key may be there once, in
 * the right charset, without control characters. Keycloak's own reading would let bad encodings pass.
 *
 * @param values by key
 */
record FormFields(Map<String, String> values) {

    static final FormFields NONE = new FormFields(Map.of());

    FormFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static FormFields parse(byte[] body, Charset charset) throws Refused {
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '&') {
                if (i > start) {
                    add(values, body, start, i, charset);
                }
                start = i + 1;
            }
        }
        return new FormFields(values);
    }

    private static void add(Map<String, String> values, byte[] body, int start, int end, Charset charset)
            throws Refused {
        int equals = start;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        String key = decode(body, start, equals, charset);
        String value = decode(body, Math.min(equals + 1, end), end, charset);
        if (values.putIfAbsent(key, value) != null) {
            throw Refused.field("a form key", "is repeated");
        }
    }

    private static String decode(byte[] body, int start, int end, Charset charset) throws Refused {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            if (body[i] == '%') {
                int high = i + 2 < end ? Character.digit(body[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(body[i + 2], 16) : -1;
                bytes.write(high < 0 || low < 0 ? malformed() : high << 4 | low);
                i += 2;
            } else {
                bytes.write(body[i] == '+' ? ' ' : body[i]);
            }
        }
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (Field.isClean(text)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            malformed();
        }
        throw Refused.field("the form", "has control characters");
    }

    private static int malformed() throws Refused {
        throw Refused.field("the form", "is not encoded as a form in its charset");
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
