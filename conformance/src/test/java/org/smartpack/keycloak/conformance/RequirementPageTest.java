/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How a page of requirements is read and written. */
class RequirementPageTest {

    @TempDir
    private Path folder;

    private RequirementPage page(String text) throws IOException {
        return RequirementPage.read(Files.writeString(folder.resolve("page.md"), text));
    }

    private RequirementPage rows(String... rows) throws IOException {
        return page(RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n" + String.join("\n", rows) + "\n");
    }

    @Test
    @DisplayName("a row has id, strength, rule, source, who obeys it, and how")
    void row() throws IOException {
        RequirementPage page = rows(
                "| <a id=\"a-b-1\"></a>A-B-1 | MUST NOT | say `a\\|b` | RFC 1, section 2 | pack, fhir-server | - |");
        assertThat(page.problems()).isEmpty();
        assertThat(page.requirements()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("A-B-1");
            assertThat(row.strength()).isEqualTo(Strength.MUST_NOT);
            assertThat(row.rule()).isEqualTo("say `a\\|b`");
            assertThat(row.source()).isEqualTo("RFC 1, section 2");
            assertThat(row.by()).containsExactly(Obliged.PACK, Obliged.FHIR_SERVER);
            assertThat(row.how()).isEmpty();
            assertThat(row.place()).isEqualTo("page.md:3");
        });
    }

    @Test
    @DisplayName("a row that can't be read is a problem, whatever is wrong with it")
    void problems() throws IOException {
        RequirementPage page = rows(
                "| <a id=\"a-1\"></a>A-1 | MUST | rule | source | pack |",
                "| A-2 | MUST | rule | source | pack | - |",
                "| <a id=\"a-3\"></a>A-3, 4 | MUST | rule | source | pack | - |",
                "| <a id=\"a-4\"></a>A-5 | MUST | rule | source | pack | - |",
                "| <a id=\"a-6\"></a>A-6 | SHALL | rule | source | pack | - |",
                "| <a id=\"a-7\"></a>A-7 | MUST | rule | source | somebody | - |",
                "| <a id=\"a-8\"></a>A-8 | MUST | rule |  | pack | - |",
                "| <a id=\"a-9\"></a>A-9 | MUST | rule | source | nobody | - |",
                "| <a id=\"a-10\"></a>A-10 | MUST | rule | source | pack | [AIT](../../module/src/test/AIT.java) |");
        assertThat(page.requirements()).isEmpty();
        assertThat(page.problems())
                .containsExactly(
                        "page.md:3: the row has 5 cells in place of 6",
                        "page.md:4: the first cell is written <a id=\"some-family-1\"></a>SOME-FAMILY-1",
                        "page.md:5: the first cell is written <a id=\"some-family-1\"></a>SOME-FAMILY-1",
                        "page.md:6: the anchor of A-5 is \"a-5\"",
                        "page.md:7: strength is MUST, MUST NOT, SHOULD, SHOULD NOT, MAY or DESIGN, not SHALL",
                        "page.md:8: by is pack, keycloak, fhir-server, client, operator, planned or nobody, not"
                                + " \"somebody\"",
                        "page.md:9: A-8 has no rule or no source",
                        "page.md:10: A-9 isn't met: how says why, with a link into limitations.md",
                        "page.md:11: how names classes as [Class], and no tests: the report has them");
    }

    @Test
    @DisplayName("a row of a requirement under another head is a problem; other tables are left alone")
    void otherTables() throws IOException {
        RequirementPage page = page("| word | meaning |\n|---|---|\n| A-1 | none |\n\n| id | rule |\n|---|---|\n"
                + "| <a id=\"a-1\"></a>A-1 | rule |\n");
        assertThat(page.requirements()).isEmpty();
        assertThat(page.problems())
                .containsExactly("page.md:7: the row must stand in a table with the head " + RequirementPage.HEAD);
    }

    @Test
    @DisplayName("what a page is about and where a row stands is read from the headings")
    void headings() throws IOException {
        String table = RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n";
        RequirementPage page = page("# Requirements: a thing\n\n" + table
                + "| <a id=\"a-1\"></a>A-1 | MAY | rule | source | client | |\n\n## Part\n\n" + table
                + "| <a id=\"a-2\"></a>A-2 | MAY | rule | source | pack | As [One] does |\n");
        assertThat(page.title()).isEqualTo("A thing");
        assertThat(page.requirements()).extracting(Requirement::section).containsExactly("", "Part");
        assertThat(page.requirements()).extracting(Requirement::how).containsExactly("", "As [One] does");
        assertThat(page("No heading").title()).isEqualTo("Page.md");
    }
}
