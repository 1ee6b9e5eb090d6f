/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A page that is written by hand above a line, and by a program below. */
class GeneratedPageTest {

    @TempDir
    private Path folder;

    private GeneratedPage page(String... lines) {
        return new GeneratedPage(folder.resolve("docs/new/one.md"), "Title", List.of(lines));
    }

    @Test
    @DisplayName("a page that isn't there yet gets a heading")
    void missing() throws IOException {
        GeneratedPage page = page("one", "two");
        assertThat(page.isFresh()).isFalse();
        page.write();
        assertThat(page.file()).hasContent("# Title\n\n" + GeneratedPage.BEGIN + "\n\none\ntwo\n");
        assertThat(page.isFresh()).isTrue();
    }

    @Test
    @DisplayName("what stands above the line stays, what is below is replaced")
    void replaced() throws IOException {
        page("old").write();
        Files.writeString(page().file(), "# By hand\n\nText.\n\n" + GeneratedPage.BEGIN + "\n\nold, and more\n");
        assertThat(page("old").isFresh()).isFalse();
        page("new").write();
        assertThat(page().file()).hasContent("# By hand\n\nText.\n\n" + GeneratedPage.BEGIN + "\n\nnew\n");
    }

    @Test
    @DisplayName("a page without the line gets it at its end")
    void withoutLine() throws IOException {
        page().write();
        Files.writeString(page().file(), "# By hand\n");
        page("new").write();
        assertThat(page().file()).hasContent("# By hand\n\n" + GeneratedPage.BEGIN + "\n\nnew\n");
        assertThat(page("new").isFresh()).isTrue();
    }
}
