/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MediaType;

/**
 * The type of a request body, from its content type.
 *
 * @param isJson whether it is JSON; else it is a form
 * @param charset UTF-8 for JSON, and for a form unless it declares Latin 1 or ASCII, as some HTTP libraries do for
 *     every form
 */
public record BodyType(boolean isJson, Charset charset) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern TYPE = Pattern.compile("(" + TOKEN + "/" + TOKEN + ")[ \\t]*");

    /** RFC 9110 section 5.6.6; a parameter may be empty. */
    private static final Pattern PARAMETER = Pattern.compile(
            ";[ \\t]*(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"((?:[^\"\\\\\\x00-\\x1f\\x7f])*+)\"))?[ \\t]*");

    private static final int MAX_LENGTH = 256;

    private static final Map<String, Charset> OF_JSON =
            Map.of("utf-8", StandardCharsets.UTF_8, "utf8", StandardCharsets.UTF_8);

    private static final Map<String, Charset> OF_FORM = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "iso-8859-1", StandardCharsets.ISO_8859_1,
            "us-ascii", StandardCharsets.US_ASCII);

    /**
     * Reads the content type; empty for anything but JSON and forms.
     *
     * @param contentTypes the values of all {@code Content-Type} headers; more than one is ambiguous, and the result is
     *     empty
     */
    public static Optional<BodyType> of(List<String> contentTypes) {
        if (contentTypes == null || contentTypes.size() != 1) {
            return Optional.empty();
        }
        String header = contentTypes.get(0).strip();
        Matcher type = TYPE.matcher(header);
        if (header.length() > MAX_LENGTH || !type.lookingAt()) {
            return Optional.empty();
        }
        boolean isJson = type.group(1).equalsIgnoreCase(MediaType.APPLICATION_JSON);
        if (!isJson && !type.group(1).equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED)) {
            return Optional.empty();
        }
        return charset(header.substring(type.end()))
                .map((isJson ? OF_JSON : OF_FORM)::get)
                .map(known -> new BodyType(isJson, known));
    }

    /** The charset that the parameters name, in lower case; empty if they can't be read, or name several. */
    private static Optional<String> charset(String parameters) {
        Matcher parameter = PARAMETER.matcher(parameters);
        String charset = null;
        int end = 0;
        while (end < parameters.length()) {
            if (!parameter.find(end) || parameter.start() != end) {
                return Optional.empty();
            }
            if (MediaType.CHARSET_PARAMETER.equalsIgnoreCase(parameter.group(1))) {
                if (charset != null) {
                    return Optional.empty();
                }
                charset = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            }
            end = parameter.end();
        }
        return Optional.of(charset == null ? "utf-8" : charset.toLowerCase(Locale.ROOT));
    }
}
