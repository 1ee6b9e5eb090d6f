/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.smartpack.keycloak.scope.Interaction;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Restriction;
import org.smartpack.keycloak.scope.Scope;

/** What a scope permits, in plain language, for the consent page (SMART-SCOPE-4, 66). */
final class ConsentText {

    private ConsentText() {}

    /** The text for a granted scope; a scope other than a resource scope is shown as it is. */
    static String of(String scope) {
        return Scope.parse(scope) instanceof ResourceScope resource ? describe(resource) : scope;
    }

    private static String describe(ResourceScope scope) {
        String what =
                scope.isEveryType() ? "every kind of health record, now and in future" : scope.type() + " records";
        String whose =
                switch (scope.level()) {
                    case PATIENT -> " of the selected patient";
                    case USER -> " that you may see yourself";
                    case SYSTEM -> " of all patients";
                };
        String only = scope.restrictions().stream()
                .map(Restriction::toString)
                .sorted()
                .collect(Collectors.joining(" and "));
        // The consent page passes the text through MessageFormat, to which these three mean something.
        String restriction = only.isEmpty() ? "" : ", only where " + only;
        return (verbs(scope) + " " + what + whose + restriction)
                .replace("'", "''")
                .replace("{", "(")
                .replace("}", ")");
    }

    private static String verbs(ResourceScope scope) {
        List<String> verbs = new ArrayList<>();
        if (scope.permissions().contains(Interaction.READ)) {
            verbs.add("read");
        }
        if (scope.permissions().contains(Interaction.SEARCH)) {
            verbs.add("search");
        }
        if (scope.permissions().contains(Interaction.CREATE)) {
            verbs.add("create");
        }
        if (scope.permissions().contains(Interaction.UPDATE)) {
            verbs.add("change");
        }
        if (scope.permissions().contains(Interaction.DELETE)) {
            verbs.add("delete");
        }
        String joined = String.join(", ", verbs);
        return Character.toUpperCase(joined.charAt(0)) + joined.substring(1);
    }
}
