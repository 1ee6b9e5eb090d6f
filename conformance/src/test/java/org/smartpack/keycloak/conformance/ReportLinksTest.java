/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the links of a report lead. */
class ReportLinksTest {

    @Test
    @DisplayName("a link of a page leads from the report where it led from the page")
    void moved() {
        String text = "[a](../launch.md#b), [c](smart-scopes.md#d), [e](#f), [g](https://h.example/i.md), [J], (k.md)";
        assertThat(new ReportLinks(Path.of("docs/nz-health.md")).moved(text))
                .isEqualTo("[a](launch.md#b), [c](requirements/smart-scopes.md#d), [e](#f),"
                        + " [g](https://h.example/i.md), [J], (k.md)");
        assertThat(new ReportLinks(Path.of("docs/conformance/one.md")).moved(text))
                .isEqualTo("[a](../launch.md#b), [c](../requirements/smart-scopes.md#d), [e](#f),"
                        + " [g](https://h.example/i.md), [J], (k.md)");
    }

    @Test
    @DisplayName("a source is called by its class, its package or its file")
    void sources() {
        ReportLinks links = new ReportLinks(Path.of("docs/one.md"));
        assertThat(links.to(new SourceFile("providers/src/main/java/org/smartpack/keycloak/a/B.java", "")))
                .isEqualTo("[B](../providers/src/main/java/org/smartpack/keycloak/a/B.java)");
        assertThat(links.to(new SourceFile("providers/src/main/java/org/smartpack/keycloak/a/b/package-info.java", "")))
                .isEqualTo("[a.b](../providers/src/main/java/org/smartpack/keycloak/a/b/package-info.java)");
        assertThat(links.to(new SourceFile("providers/src/main/resources/theme/a.ftl", "")))
                .isEqualTo("[a.ftl](../providers/src/main/resources/theme/a.ftl)");
    }
}
