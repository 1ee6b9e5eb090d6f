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
 * @param tests the cell that {@link TestsColumn} writes, as it stands in the page
 * @param place page and line, for messages
 */
record Requirement(
        String id, Strength strength, String rule, String source, Set<Obliged> by, String tests, String place) {}
