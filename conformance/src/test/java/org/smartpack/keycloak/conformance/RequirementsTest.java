/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The requirements of this project. */
class RequirementsTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));

    @Test
    @DisplayName("every id leads to a row of docs/requirements, and what the pack must do has a test")
    void problems() throws IOException {
        assertThat(RequirementCheck.of(ROOT).problems()).isEmpty();
    }

    @Test
    @DisplayName("the pages are read, and not only looked for")
    void read() throws IOException {
        assertThat(Requirements.in(ROOT.resolve(RequirementCheck.PAGES)).all()).hasSizeGreaterThan(100);
    }
}
