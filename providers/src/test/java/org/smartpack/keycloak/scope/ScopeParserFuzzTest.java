/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** The parser on arbitrary text. */
class ScopeParserFuzzTest {

    // The grammar of docs/requirements/smart-scopes.md. Backtracking does not matter here, the text is short.
    private static final Pattern TOKEN = Pattern.compile("^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$");
    private static final Pattern V1 =
            Pattern.compile("^(patient|user|system)/(\\*|[A-Z][A-Za-z]+)\\.(read|write|\\*)$");
    private static final Pattern V2 =
            Pattern.compile("^(patient|user|system)/(\\*|[A-Z][A-Za-z]+)\\.(?=[cruds])(c?r?u?d?s?)"
                    + "(?:\\?((?:[^&=?]+=[^&]+)(?:&[^&=?]+=[^&]+)*))?$");
    private static final Pattern LAUNCH = Pattern.compile("^launch(?:/([a-z]+)(?:\\?role=(.+))?)?$");
    private static final Pattern CLAIMED = Pattern.compile("(?s)^(patient|user|system|launch)/.*");
    private static final String URI = "http://smarthealthit.org/fhir/scopes/";

    private static final ScopeRules OPEN =
            Rules.DEFAULT.withAnyType().withExperimental(true).build();

    /** Whatever the text is: an answer, the same under every look at it. */
    private static void check(String text, ScopeRules rules) {
        Scope scope = Scope.parse(text, rules);
        assertThat(scope.spelling()).isEqualTo(text);
        assertThat(Scope.parse(text, rules)).isEqualTo(scope).hasSameHashCodeAs(scope);
        String shortForm = text.startsWith(URI) ? text.substring(URI.length()) : text;
        if (scope instanceof ResourceScope resource) {
            assertThat(shortForm).matches(V1.matcher(shortForm).matches() ? V1 : V2);
            assertThat(text).matches(TOKEN);
            assertThat(resource.isTemplate()).isFalse();
            assertThat(resource.permissions().isEmpty()).isFalse();
            assertThat(Scope.parse(resource.canonical(), rules)).isEqualTo(resource);
            assertThat(resource.canonical().length()).isLessThanOrEqualTo(Math.max(text.length(), 64));
            assertThat(Scope.parseAllowance(text, rules)).isEqualTo(resource);
        } else if (scope instanceof LaunchScope launch) {
            assertThat(shortForm).matches(LAUNCH).isEqualTo(launch.name());
        } else if (scope instanceof PlainScope) {
            assertThat(text).matches(TOKEN);
            assertThat(shortForm).doesNotMatch(CLAIMED);
        } else if (scope instanceof MalformedScope malformed) {
            assertThat(malformed.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{1,300}");
            if (TOKEN.matcher(text).matches()) {
                assertThat(shortForm).matches(CLAIMED);
            }
            if (rules == OPEN) {
                // These rules know every type, so a v1 scope has nothing left that could be wrong.
                assertThat(shortForm).doesNotMatch(V1);
            }
        }
    }

    @Property(tries = 3000)
    @Label("attack 17: any text has an answer")
    void anyText(@ForAll String text) {
        check(text, ScopeRules.DEFAULT);
    }

    @Property(tries = 10000)
    @Label("attack 17: text made of the grammar's own pieces has an answer within the grammar")
    void nearlyScopes(@ForAll("nearlyScopes") String text) {
        check(text, ScopeRules.DEFAULT);
        check(text, OPEN);
    }

    @Provide
    Arbitrary<String> nearlyScopes() {
        Arbitrary<String> pieces = Arbitraries.of(
                "patient/",
                "user/",
                "system/",
                "launch/",
                "launch",
                URI,
                "Patient",
                "*",
                "Foo",
                ".",
                "rs",
                "cruds",
                "sr",
                "read",
                "write",
                "?",
                "=",
                "&",
                ",",
                "code=a",
                "code:in",
                "_has",
                "?role=",
                "%",
                "%41",
                "%2C",
                "%5C",
                "%5c,",
                "%C3%A4",
                "%C3",
                "%00",
                "%25",
                "%26",
                "%2",
                "/",
                "a",
                "\u0430",
                " ",
                "\r\n",
                "\u0000",
                "\"",
                "\\",
                "\ud83d",
                "\u200b",
                "+",
                "|",
                "resource-origin=",
                "resource-origin=1",
                "~");
        Arbitrary<String> wild = pieces.list().ofMaxSize(8).map(list -> String.join("", list));
        Arbitrary<String> tame = Arbitraries.of("system/*.rs", "user/Patient.cruds", URI + "patient/Observation.r");
        return Arbitraries.oneOf(
                wild,
                wild.flatMap(tail -> tame.map(head -> head + tail)),
                wild.flatMap(tail -> tame.map(head -> head + "?code=" + tail)),
                wild.flatMap(tail -> tame.map(head -> head + "?" + tail)));
    }

    @Property(tries = 60)
    @Label("attack 18: 64 kB of anything has an answer")
    void long64k(@ForAll("nearlyScopes") String seed, @ForAll Random random) {
        StringBuilder text = new StringBuilder(seed);
        while (text.length() < 65_536) {
            text.append(seed).append((char) ('!' + random.nextInt(94)));
        }
        Scope scope = Scope.parse(text.toString());
        assertThat(scope.spelling()).hasSizeGreaterThanOrEqualTo(65_536);
        assertThat(scope).isNotInstanceOfAny(ResourceScope.class, LaunchScope.class);
        assertThat(ScopeParameter.split(text.toString()))
                .allSatisfy(token -> assertThat(Scope.parse(token).spelling()).isEqualTo(token));
    }

    @Property
    @Label("SMART-SCOPE-24 a value survives printing and reading, however it was encoded")
    void values(@ForAll("visible") List<String> values, @ForAll Random random) {
        String one = "system/Observation.rs?code=" + encodeAll(values, random);
        String other = "system/Observation.rs?code=" + encodeAll(values, random);
        ResourceScope scope = Scopes.resource(one);
        assertThat(scope).isEqualTo(Scopes.resource(other));
        assertThat(scope.canonical()).isEqualTo(Scopes.resource(other).canonical());
        assertThat(Scope.parse(scope.canonical())).isEqualTo(scope);
        assertThat(scope.restrictions().iterator().next().values())
                .containsExactlyInAnyOrderElementsOf(values.stream()
                        .map(value -> value.replace("%", "%25").replace(",", "%2C"))
                        .distinct()
                        .toList());
    }

    /** Values without anything that is refused in a value. */
    @Provide
    Arbitrary<List<String>> visible() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars(" \u00e4\u0416\u4e2d\u00a0,%&=?+\"|")
                .excludeChars('\\')
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static String encodeAll(List<String> values, Random random) {
        List<String> encoded = new ArrayList<>();
        values.forEach(value -> encoded.add(encode(value, random)));
        return String.join(",", encoded);
    }

    /** Encodes what must be and, at random, what need not be. */
    private static String encode(String value, Random random) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean must = octet <= ' ' || octet == 0x7F || "\"\\&%,".indexOf(octet) >= 0;
            if (must || random.nextInt(4) == 0) {
                encoded.append((random.nextBoolean() ? "%%%02X" : "%%%02x").formatted(octet & 0xFF));
            } else {
                encoded.append((char) octet);
            }
        }
        return encoded.toString();
    }

    @Property
    @Label("RFC 6749 3.3 splitting keeps every token, each once, and only spaces are lost")
    void split(@ForAll("parameters") String parameter) {
        List<String> tokens = ScopeParameter.split(parameter);
        assertThat(tokens).doesNotHaveDuplicates().noneMatch(token -> token.isEmpty() || token.contains(" "));
        List<String> expected = new ArrayList<>();
        for (String token : parameter.split(" ")) {
            if (!token.isEmpty() && !expected.contains(token)) {
                expected.add(token);
            }
        }
        assertThat(tokens).isEqualTo(expected);
        assertThat(ScopeParameter.split(ScopeParameter.join(tokens))).isEqualTo(tokens);
    }

    @Provide
    Arbitrary<String> parameters() {
        return Arbitraries.strings().withChars("ab \t\n\u00a0").ofMaxLength(30);
    }
}
