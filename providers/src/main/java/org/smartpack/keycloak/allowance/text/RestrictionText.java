/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Restriction;

/**
 * The restrictions of a scope in plain words. What has no words is shown as it is written, because a wrong word would
 * make a user agree to something else. Of many values or restrictions the first are shown, and the number of the rest.
 */
final class RestrictionText {

    private static final int MOST = 5;

    private static final Pattern DATE = Pattern.compile("([gl][et])([0-9][0-9T:.+Z-]{3,})");

    /** By the prefix of the date. The other prefixes of FHIR have no words. */
    private static final Map<String, String> DATE_KEYS = Map.of(
            "ge", "smartOnlyFrom",
            "gt", "smartOnlyAfter",
            "le", "smartOnlyUntil",
            "lt", "smartOnlyBefore");

    private final Words words;

    RestrictionText(Words words) {
        this.words = words;
    }

    /** All restrictions, which must hold together. */
    Optional<String> of(ResourceScope scope) {
        return all("smartOnlyAnd", "smartOnlyMore", scope.restrictions(), restriction -> one(scope, restriction));
    }

    private String one(ResourceScope scope, Restriction restriction) {
        return known(scope, restriction)
                .or(() -> date(restriction))
                .or(() -> coded(restriction))
                .orElseGet(() -> written(restriction));
    }

    private Optional<String> known(ResourceScope scope, Restriction restriction) {
        List<String> keys = restriction.values().stream()
                .flatMap(value -> KnownCodes.key(scope, restriction.name(), value).stream())
                .toList();
        return keys.size() == restriction.values().size()
                ? any(keys, words::of).map(values -> words.of("smartOnly", values))
                : Optional.empty();
    }

    private Optional<String> date(Restriction restriction) {
        if (!restriction.name().equals("date") || restriction.values().size() != 1) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(restriction.values().first());
        return date.matches()
                ? Optional.of(words.of(DATE_KEYS.get(date.group(1)), SafeText.ofScope(date.group(2))))
                : Optional.empty();
    }

    private Optional<String> coded(Restriction restriction) {
        return words.find("smartParameter." + restriction.name()).flatMap(name -> any(restriction.values(), this::code)
                .map(values -> words.of("smartOnlyWhere", name, values)));
    }

    /** A code with its code system behind it: the reader looks for the code. */
    private String code(String value) {
        int bar = value.indexOf('|');
        boolean isBoth = bar > 0 && bar < value.length() - 1;
        String system = isBoth ? value.substring(0, bar).replaceFirst("^https?://", "") : "";
        return isBoth
                ? quoted(SafeText.ofScope(value.substring(bar + 1)) + " (" + SafeText.ofScope(system) + ")")
                : quoted(SafeText.ofScope(value));
    }

    private String written(Restriction restriction) {
        String name = restriction.name() + "=";
        return any(restriction.values(), value -> quoted(SafeText.ofScope(name + value)))
                .or(() -> Optional.of(quoted(SafeText.ofScope(name))))
                .map(values -> words.of("smartOnlyIf", values))
                .orElseThrow();
    }

    private String quoted(String text) {
        return words.of("smartQuoted", text);
    }

    private Optional<String> any(Collection<String> values, Function<String, String> text) {
        return all("smartOr", "smartValuesMore", values, text);
    }

    private <T> Optional<String> all(
            String conjunction, String moreKey, Collection<T> items, Function<T, String> text) {
        List<String> parts = new ArrayList<>();
        int shown = items.size() <= MOST + 1 ? items.size() : MOST;
        items.stream().limit(shown).map(text).forEach(parts::add);
        if (shown < items.size()) {
            parts.add(words.of(moreKey, Integer.toString(items.size() - shown)));
        }
        return words.list(conjunction, parts);
    }
}
