/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code scope} claim of a token, v1 and v2 syntax. Scopes that it doesn't understand are ignored: a scope
 * that is malformed in any part gives nothing (SMART-SCOPE-2, SMART-SCOPE-21).
 */
public final class ScopeReader {

    private static final Map<String, Level> LEVELS =
            Map.of("patient", Level.PATIENT, "user", Level.USER, "system", Level.SYSTEM);

    private static final Map<String, Set<Interaction>> V1 = Map.of(
            "read", EnumSet.of(Interaction.READ, Interaction.SEARCH),
            "write", EnumSet.of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE),
            "*", EnumSet.allOf(Interaction.class));

    private ScopeReader() {}

    /** The resource scopes in a space-separated list. */
    public static List<Scope> readAll(String claim) {
        return Arrays.stream(claim.split(" "))
                .map(ScopeReader::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** One scope; empty for anything but a well-formed resource scope. */
    public static Optional<Scope> read(String scope) {
        int slash = scope.indexOf('/');
        int question = scope.indexOf('?');
        String path = question < 0 ? scope : scope.substring(0, question);
        int dot = path.lastIndexOf('.');
        if (slash < 0 || dot < slash || !LEVELS.containsKey(scope.substring(0, slash))) {
            return Optional.empty();
        }
        String type = path.substring(slash + 1, dot);
        String permissions = path.substring(dot + 1);
        boolean v1 = V1.containsKey(permissions);
        if (!isType(type) || (v1 && question >= 0)) {
            return Optional.empty();
        }
        Optional<Set<Interaction>> interactions = v1 ? Optional.of(V1.get(permissions)) : readLetters(permissions);
        Optional<List<Restriction>> restrictions =
                question < 0 ? Optional.of(List.of()) : readQuery(scope.substring(question + 1));
        if (interactions.isEmpty() || restrictions.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Scope(LEVELS.get(scope.substring(0, slash)), type, interactions.get(), restrictions.get()));
    }

    private static boolean isType(String type) {
        return type.equals("*")
                || (type.length() > 1
                        && type.charAt(0) >= 'A'
                        && type.charAt(0) <= 'Z'
                        && type.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
    }

    /** Letters of {@code cruds}, in that order, each at most once, at least one. */
    private static Optional<Set<Interaction>> readLetters(String letters) {
        Set<Interaction> found = EnumSet.noneOf(Interaction.class);
        int next = 0;
        for (Interaction interaction : Interaction.values()) {
            if (next < letters.length() && letters.charAt(next) == interaction.letter()) {
                found.add(interaction);
                next++;
            }
        }
        return next == letters.length() && next > 0 ? Optional.of(found) : Optional.empty();
    }

    private static Optional<List<Restriction>> readQuery(String query) {
        List<Restriction> restrictions = new ArrayList<>();
        for (String item : query.split("&", -1)) {
            int equals = item.indexOf('=');
            if (equals < 1 || equals == item.length() - 1) {
                return Optional.empty();
            }
            try {
                restrictions.add(
                        new Restriction(decode(item.substring(0, equals)), decode(item.substring(equals + 1))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(restrictions);
    }

    /** Percent-decoding; a plus sign is just a plus sign (SMART-SCOPE-24). */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
