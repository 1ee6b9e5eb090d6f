/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.smartpack.keycloak.testkit.Recipe;

/**
 * The page {@code docs/quickstart.md}: its files, and its steps, which the tests walk to the letter.
 *
 * @param page the page
 * @param realm the realm that stands for {@code clinic}
 */
record QuickStart(Recipe page, String realm) {

    private static final Pattern STEP = Pattern.compile("`(#/[^`]+)`|\\*\\*(.+?)\\*\\*");

    static QuickStart of(String realm) {
        return new QuickStart(Recipe.of("quickstart.md"), realm);
    }

    /** A file as the administrator saves it: this realm is the one that it is for. */
    String file(String name) {
        return page.file(name).replace("default-roles-clinic", "default-roles-" + realm);
    }

    /** What is opened and clicked under a heading, in order. */
    List<String> steps(String heading) {
        return page.section(heading)
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .flatMap(line -> STEP.matcher(line).results().map(QuickStart::step))
                .map(step -> step.replace("#/clinic/", "#/" + realm + "/"))
                .toList();
    }

    private static String step(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
