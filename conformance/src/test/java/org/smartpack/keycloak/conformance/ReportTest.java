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

/** What a report says of a page and a few sources. */
class ReportTest {

    private static final String JAVA = "/java/org/smartpack/keycloak/";
    private static final List<SourceFile> SOURCES = List.of(
            new SourceFile("providers/src/main" + JAVA + "Named.java", "/** Obeys A-1. */\nclass Named {}"),
            new SourceFile("providers/src/main" + JAVA + "part/package-info.java", "/** A-1, A-2 */"),
            new SourceFile("providers/src/main" + JAVA + "Pure.java", "class Pure {}"),
            new SourceFile("providers/src/test" + JAVA + "PureTest.java", test("A-4: pure")),
            new SourceFile("integration-tests/src/test" + JAVA + "OneIT.java", test("A-1, 3: shown")),
            new SourceFile("demo/src/main" + JAVA + "demo/Fhir.java", "/** A-1, 4 and 5. */\nclass Fhir {}"),
            new SourceFile("testkit/src/main" + JAVA + "Kit.java", "/** A-1 */\nclass Kit {}"));

    @TempDir
    private Path folder;

    private static String test(String name) {
        return "class T {\n    @Test\n    @DisplayName(\"" + name + "\")\n    void one() {}\n}\n";
    }

    private static String row(int number, String cells) {
        return "| <a id=\"a-" + number + "\"></a>A-" + number + " | " + cells + " |\n";
    }

    private List<String> report(String rows) throws IOException {
        String table = RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n";
        Path file = Files.writeString(folder.resolve("one.md"), "# Requirements: one\n\n## Part\n\n" + table + rows);
        Tests tests = new Tests(SOURCES);
        return new Report(
                        RequirementPage.read(file).requirements(),
                        "one.md",
                        Path.of("docs/one.md"),
                        new Enforcers(SOURCES, tests),
                        tests)
                .lines();
    }

    @Test
    @DisplayName("a row has its party, what is written of it, the sources that name it and the tests that show it")
    void row() throws IOException {
        assertThat(report(row(1, "MUST | the rule | RFC 1 | pack | Set *A* to on; see [Pure] and [b](../b.md#c)")))
                .contains(
                        "### Part",
                        "| <a id=\"a-1\"></a>A-1 | MUST | the rule | RFC 1 | *pack* Set *A* to on; see"
                                + " [Pure](../providers/src/main" + JAVA + "Pure.java) and [b](b.md#c)"
                                + " [Named](../providers/src/main" + JAVA + "Named.java),"
                                + " [part](../providers/src/main" + JAVA + "part/package-info.java)"
                                + " | [OneIT](../integration-tests/src/test" + JAVA + "OneIT.java) |");
    }

    @Test
    @DisplayName("where no source names a rule of the pack, the class does whose unit test shows it")
    void tested() throws IOException {
        assertThat(report(row(4, "MUST | the rule | RFC 1 | pack | -")))
                .contains("| <a id=\"a-4\"></a>A-4 | MUST | the rule | RFC 1 | *pack* [Pure](../providers/src/main"
                        + JAVA + "Pure.java) | [PureTest](../providers/src/test" + JAVA + "PureTest.java) |");
    }

    @Test
    @DisplayName("the demo's sources stand for FHIR server and client, never for the pack or Keycloak")
    void demo() throws IOException {
        String demo = " In the demo: [Fhir](../demo/src/main" + JAVA + "demo/Fhir.java)";
        assertThat(report(row(5, "MAY | the rule | RFC 1 | fhir-server | -")))
                .anySatisfy(line -> assertThat(line).endsWith("| *FHIR server*" + demo + " | - |"));
        assertThat(report(row(5, "MAY | the rule | RFC 1 | pack | -")))
                .anySatisfy(line -> assertThat(line).endsWith("| *pack* | - |"));
        assertThat(report(row(1, "MAY | the rule | RFC 1 | keycloak | -")))
                .anySatisfy(line -> assertThat(line).contains("| *Keycloak* | [OneIT]"));
    }

    @Test
    @DisplayName("each rule is counted once, by who meets it and by strength, and what has tests again")
    void numbers() throws IOException {
        assertThat(report(row(1, "MUST | rule | RFC 1 | pack, operator | -")
                        + row(2, "MUST NOT | rule | RFC 1 | keycloak, pack | -")
                        + row(3, "SHOULD | rule | RFC 1 | keycloak | -")
                        + row(4, "MAY | rule | RFC 1 | fhir-server, client | -")
                        + row(5, "DESIGN | rule | ours | planned | -")))
                .containsSubsequence(
                        "| the pack | 2 | 0 | 0 | 0 | 2 | 1 | 1 |",
                        "| Keycloak alone | 0 | 1 | 0 | 0 | 1 | 1 | 1 |",
                        "| others alone | 0 | 0 | 1 | 0 | 1 | 1 | 0 |",
                        "| nobody yet | 0 | 0 | 0 | 1 | 1 | 0 | 0 |",
                        "| **together** | 2 | 1 | 1 | 1 | 5 | 3 | 2 |");
    }

    @Test
    @DisplayName("the duties of others are lists to tick off; with how, except for another's part")
    void duties() throws IOException {
        assertThat(report(row(1, "MUST | one | RFC 1 | pack, operator | pack's")
                        + row(2, "MUST | two, see [A-1](#a-1) | RFC 1 | operator | Set it")
                        + row(3, "MUST | three | RFC 1 | keycloak, client | Keycloak's")
                        + row(4, "MUST | four | RFC 1 | client | As it says")))
                .containsSubsequence(
                        "## What the operator has to do",
                        "- [ ] [A-1](#a-1) MUST: one **How:** pack's",
                        "- [ ] [A-2](#a-2) MUST: two, see [A-1](#a-1) **How:** Set it",
                        "## What the client has to do",
                        "- [ ] [A-3](#a-3) MUST: three",
                        "- [ ] [A-4](#a-4) MUST: four **How:** As it says",
                        "## What isn't met",
                        "Nothing.")
                .doesNotContain("## What the FHIR server has to do", "## By published id");
    }

    @Test
    @DisplayName("rules of which nothing says what meets them are named")
    void unexplained() throws IOException {
        String begin = "What meets these rules isn't written down: ";
        assertThat(report(row(7, "MUST | one | RFC 1 | keycloak | -")
                        + row(8, "MUST | two | RFC 1 | planned | -")
                        + row(9, "MUST | three | RFC 1 | client | -")))
                .contains(begin + "[A-7](#a-7), [A-9](#a-9).");
        assertThat(report(row(7, "MUST | one | RFC 1 | keycloak | So"))).noneMatch(line -> line.startsWith(begin));
    }

    @Test
    @DisplayName("what isn't met is listed, with the reason")
    void open() throws IOException {
        assertThat(report(row(1, "MUST | one | RFC 1 | nobody | Not [possible](../limitations.md#keycloak-2673)")
                        + row(2, "MAY | two | RFC 1 | planned | -")))
                .containsSubsequence(
                        "## What isn't met",
                        "- [A-1](#a-1) MUST: one **Not met.** Not [possible](limitations.md#keycloak-2673)",
                        "- [A-2](#a-2) MAY: two **Not yet.**",
                        "| <a id=\"a-1\"></a>A-1 | MUST | one | RFC 1 |"
                                + " *not met* Not [possible](limitations.md#keycloak-2673) | [OneIT]"
                                + "(../integration-tests/src/test" + JAVA + "OneIT.java) |");
    }

    @Test
    @DisplayName("ids that the publisher gives lead to the rules")
    void published() throws IOException {
        assertThat(report(row(1, "MUST | one | draft, Tokens; NZ_MUST_B, NZ_MUST_A_24 | pack | -")
                        + row(2, "MUST | two | NZ_MUST_B | keycloak | -")))
                .containsSubsequence(
                        "## By published id",
                        "| NZ_MUST_A_24 | [A-1](#a-1) | the pack |",
                        "| NZ_MUST_B | [A-1](#a-1), [A-2](#a-2) | the pack, Keycloak alone |");
    }
}
