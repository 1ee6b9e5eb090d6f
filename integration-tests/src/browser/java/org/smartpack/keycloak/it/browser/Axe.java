/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

import com.microsoft.playwright.Page;

import org.smartpack.keycloak.testkit.Installation;

/** The published axe-core, which finds what keeps people from using a page. */
final class Axe {

    private static final String CHECK =
            """
            async () => {
              const { violations } = await axe.run();
              return violations
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
            }
            """;

    private final String script;

    Axe() {
        try {
            script = Files.readString(Installation.result("npm").resolve("node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is serious or critical on a page: rule, element and what to mend. */
    List<?> serious(Page page) {
        page.evaluate(script);
        return (List<?>) page.evaluate(CHECK);
    }
}
