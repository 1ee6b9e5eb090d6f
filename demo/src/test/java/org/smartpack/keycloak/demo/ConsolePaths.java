/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The ways through the admin console that a page names: <code>**Clients** &gt; `ehr` &gt; **Roles**</code>. A step is a
 * label in bold, a name in code, or some words that begin with a small letter: {@code the client}. So does a name that
 * stands for any: {@code A}.
 */
final class ConsolePaths {

    private static final String JOIN = " > ";

    /** A new paragraph, item or row begins here. */
    private static final Pattern BLOCK = Pattern.compile("\\n\\s*\\n|\\n(?=\\s*(?:\\||[-*] |\\d+\\. |#))|\\s\\|\\s");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    /** Markdown takes it for a quotation. */
    private static final Pattern BROKEN = Pattern.compile("(?m)^ *> (.*)$");

    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern FREE = Pattern.compile("(?:\\*\\*|`|\\[|[a-z]|[A-Z]\\b).*");
    private static final Pattern AND = Pattern.compile(", and (?=[A-Z])");

    private final ConsoleLabels labels;
    private final Map<String, Set<String>> under;
    private final List<String> problems = new ArrayList<>();
    private int steps;

    /** @param under what some pages of the console have, by the label that leads to them */
    ConsolePaths(ConsoleLabels labels, Map<String, Set<String>> under) {
        this.labels = labels;
        this.under = under;
    }

    /** One line for each step that isn't in the console. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The number of labels that were looked up. */
    int steps() {
        return steps;
    }

    /** Looks at all paths of a page. */
    void checkPage(String name, String markdown) {
        String text = FENCE.matcher(markdown).replaceAll("");
        BROKEN.matcher(text)
                .results()
                .forEach(line -> problems.add(name + ": a line begins with the sign before " + line.group(1)));
        for (String block : BLOCK.split(text)) {
            checkBlock(name, block.replaceAll("\\s+", " "));
        }
    }

    private void checkBlock(String name, String block) {
        String last = "";
        int end = 0;
        for (MatchResult bold : BOLD.matcher(block).results().toList()) {
            String label = bold.group(1);
            String after = block.substring(bold.end());
            boolean isJoined = block.substring(end, bold.start()).equals(JOIN);
            boolean isReached = block.substring(end, bold.start()).endsWith(JOIN);
            boolean goesOn = after.startsWith(JOIN);
            if (isReached || goesOn) {
                look(name, label, isJoined ? last : "");
            }
            if (goesOn && !FREE.matcher(after.substring(JOIN.length())).matches()) {
                problems.add(name + ": what follows " + label + " isn't bold: " + after.strip());
            }
            last = label;
            end = bold.end();
        }
    }

    private void look(String name, String label, String page) {
        steps++;
        if (!labels.has(label)) {
            problems.add(name + ": the console has no " + label);
        } else if (under.containsKey(page) && !under.get(page).contains(label)) {
            problems.add(name + ": the console has no " + label + " under " + page);
        }
    }

    /** Looks at a place without bold, as the realm check has it: {@code Clients > the client, and Users > the user}. */
    void checkPlace(String name, String place) {
        for (String path : AND.split(place)) {
            String last = "";
            for (String step : path.split(JOIN)) {
                if (Character.isUpperCase(step.charAt(0))) {
                    look(name, step, last);
                }
                last = step;
            }
        }
    }
}
