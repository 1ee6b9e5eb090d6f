/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The ids of requirements, as pages, sources and tests spell them: a family and a number, {@code SMART-SCOPE-3} or
 * {@code attack 12}. One family is written once for several numbers: {@code KT-AUTHZ-3, 4}, {@code SMART-SCOPE-45 to
 * 47} and {@code attacks 6 and 33} are two, three and two ids.
 */
final class RequirementIds {

    /** Without a leading zero: Koppeltaal's own documents are numbered KT-016. A letter marks what came in between. */
    private static final String NUMBER = "[1-9]\\d*[a-z]?";

    /** A family may end in a number of its source, such as IHE's transactions: {@code IUA-71-2}. */
    private static final Pattern IDS = Pattern.compile(
            "(?<![\\w-])((?:[A-Z]+-)+(?:\\d+-)?|[Aa]ttacks? )(%1$s(?:(?:, | and | to )%1$s)*)\\b".formatted(NUMBER));

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?: to (\\d+)|([a-z]?))(?:, | and |$)");
    private static final Pattern END = Pattern.compile("[- ]" + NUMBER + "$");

    private RequirementIds() {}

    /** Every text that has the form of an id, in the order of the text. Whether a page has it is not asked. */
    static Set<String> in(String text) {
        Set<String> ids = new LinkedHashSet<>();
        IDS.matcher(text).results().forEach(found -> {
            String family = found.group(1).endsWith("-") ? found.group(1) : "attack ";
            NUMBERS.matcher(found.group(2)).results().forEach(numbers -> add(ids, family, numbers));
        });
        return ids;
    }

    private static void add(Set<String> ids, String family, MatchResult numbers) {
        if (numbers.group(2) == null) {
            ids.add(family + numbers.group(1) + numbers.group(3));
            return;
        }
        int last = Integer.parseInt(numbers.group(2));
        for (int number = Integer.parseInt(numbers.group(1)); number <= last; number++) {
            ids.add(family + number);
        }
    }

    /** What an id shares with its brothers: {@code SMART-SCOPE} of {@code SMART-SCOPE-3}. */
    static String family(String id) {
        return END.matcher(id).replaceFirst("");
    }

    /** The first word of a family: {@code SMART} of {@code SMART-SCOPE-3}. */
    static String root(String id) {
        return family(id).split("-", 2)[0];
    }

    /** The anchor of an id's row: {@code smart-scope-3}. */
    static String anchor(String id) {
        return id.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
