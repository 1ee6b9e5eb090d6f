/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.Set;

/**
 * One requirement, as a row of a page has it.
 *
 * @param id such as {@code SMART-SCOPE-3}
 * @param rule in the pack's own words, as Markdown
 * @param source the clause that it comes from, as Markdown
 * @param by who has to obey, at least one
 * @param how what makes it so, or why it isn't met, as Markdown; empty where the sources say enough
 * @param section the heading that the row stands under; empty above the first
 * @param place page and line, for messages
 */
record Requirement(
        String id,
        Strength strength,
        String rule,
        String source,
        Set<Obliged> by,
        String how,
        String section,
        String place) {

    /** The name of its page. */
    String page() {
        return place.substring(0, place.indexOf(':'));
    }

    /** The same under another heading. */
    Requirement under(String heading) {
        return new Requirement(id, strength, rule, source, by, how, heading, place);
    }
}
