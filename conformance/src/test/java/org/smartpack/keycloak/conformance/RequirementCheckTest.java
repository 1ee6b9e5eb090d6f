/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule of the check, on a small project in which all is well until something is changed. */
class RequirementCheckTest {

    private static final String PAGE = "docs/requirements/one.md";
    private static final String TEST = "module/src/test/java/org/OneTest.java";
    private static final String REPORT = "docs/conformance/one.md";
    private static final String OVERVIEW = "docs/conformance/README.md";

    @TempDir
    private Path root;

    @BeforeEach
    void project() throws IOException {
        write("docs/requirements/README.md", "# Requirements\n\n| [one](one.md) | [report](../conformance/one.md) |\n");
        write(
                PAGE,
                RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n"
                        + "| <a id=\"a-one-1\"></a>A-ONE-1 | MUST | rule | source | pack | - |\n"
                        + "| <a id=\"a-one-2\"></a>A-ONE-2 | MUST | rule | source | client | - |\n"
                        + "| <a id=\"a-one-3\"></a>A-ONE-3 | MUST | rule | source | planned | - |\n"
                        + "| <a id=\"attack-4\"></a>attack 4 | SHOULD | rule | source | pack | - |\n");
        write(TEST, test("A-ONE-1: the rule holds"));
        write("module/src/main/java/org/One.java", "/** Obeys A-ONE-1 and 2, by SHA-256. */\nclass One {}\n");
        UpdateReports.write(root);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void replace(String file, String old, String text) throws IOException {
        String before = Files.readString(root.resolve(file));
        assertThat(before).contains(old);
        write(file, before.replace(old, text));
    }

    private static String test(String name) {
        return "class OneTest {\n    @Test\n    @DisplayName(\"" + name + "\")\n    void one() {}\n}\n";
    }

    private List<String> problems() throws IOException {
        return RequirementCheck.of(root).problems();
    }

    /** What is wrong with the project itself, whose reports are fresh. */
    private List<String> problemsOfSources() throws IOException {
        UpdateReports.write(root);
        return problems();
    }

    @Test
    @DisplayName("nothing is wrong where every id is known and the tests stand in the page")
    void well() throws IOException {
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("an id that no page has is a problem, in sources, tests, scripts and documentation")
    void unknownId() throws IOException {
        write("module/src/main/java/org/One.java", "/** A-ONE-99 */\nclass One {}\n");
        write("module/src/test/npm/script.mjs", "// A-ONE-1, 98\n");
        write(".ci/run", "# A-TWO-1: no page has the family\n");
        write("docs/one.md", "As attack 5 shows.\n");
        String what = " is in no page of docs/requirements; name another, or add it"
                + " (docs/requirements/README.md says how)";
        assertThat(problemsOfSources())
                .containsExactlyInAnyOrder(
                        "module/src/main/java/org/One.java: A-ONE-99" + what,
                        "module/src/test/npm/script.mjs: A-ONE-98" + what,
                        ".ci/run: A-TWO-1" + what,
                        "docs/one.md: attack 5" + what);
    }

    @Test
    @DisplayName("what is built or downloaded is not read")
    void leftOut() throws IOException {
        write("module/target/One.java", "// A-ONE-99\n");
        write("module/src/test/npm/node_modules/one/one.js", "// A-ONE-99\n");
        write("module/src/test/npm/package-lock.json", "A-ONE-99\n");
        write(".editor/history.xml", "<!-- A-ONE-99 -->\n");
        Files.write(root.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(problemsOfSources()).isEmpty();
    }

    @Test
    @DisplayName("the name of a test can't begin with what only looks like an id")
    void unknownFamily() throws IOException {
        write("module/src/test/java/org/TwoTest.java", test("FOO-1: something") + test("B4 a body"));
        write("module/src/test/java/org/ThreeTest.java", test("KT section 3: of what?") + test("UTF-8 and R4 may"));
        String what =
                "\" begins with what no page of docs/requirements explains (docs/requirements/README.md says how)";
        assertThat(problemsOfSources())
                .containsExactly(
                        "module/src/test/java/org/ThreeTest.java: the name \"KT section 3: of what?" + what,
                        "module/src/test/java/org/TwoTest.java: the name \"FOO-1: something" + what,
                        "module/src/test/java/org/TwoTest.java: the name \"B4 a body" + what);
    }

    @Test
    @DisplayName("what the pack must do needs a test, also if it must not")
    void untested() throws IOException {
        Files.delete(root.resolve(TEST));
        String what = ": no test names A-ONE-1, which the pack must obey; write one, with the id in its name";
        assertThat(problemsOfSources()).containsExactly("one.md:3" + what);
        replace(PAGE, "A-ONE-1 | MUST |", "A-ONE-1 | MUST NOT |");
        assertThat(problemsOfSources()).containsExactly("one.md:3" + what);
        replace(PAGE, "A-ONE-1 | MUST NOT |", "A-ONE-1 | SHOULD |");
        assertThat(problemsOfSources()).isEmpty();
    }

    @Test
    @DisplayName("a class without tests and the pack's own source are no tests")
    void onlyTestsCount() throws IOException {
        write(TEST, "/** A-ONE-1 */\nclass OneTest {}\n");
        write("module/src/main/java/org/Main.java", test("A-ONE-1: in a comment of the main source"));
        assertThat(problemsOfSources()).singleElement().asString().contains("no test names A-ONE-1");
    }

    @Test
    @DisplayName("what has a test isn't planned")
    void planned() throws IOException {
        write("module/src/test/java/org/TwoTest.java", test("A-ONE-3: built"));
        assertThat(problemsOfSources())
                .containsExactly("one.md:5: A-ONE-3 has a test, so that it isn't planned any more; "
                        + "write by whom it is obeyed");
    }

    @Test
    @DisplayName("a report that is missing or out of date is a problem until it is written again")
    void outOfDate() throws IOException {
        String what = " isn't what requirements, sources and tests say;"
                + " run ./mvnw -pl conformance compile exec:java and commit it";
        List<String> both = List.of(REPORT + what, OVERVIEW + what);
        write("module/src/test/java/org/ATest.java", test("A-ONE-1, 2: again"));
        assertThat(problems()).isEqualTo(both);
        assertThat(problemsOfSources()).isEmpty();
        replace(PAGE, "A-ONE-2 | MUST", "A-ONE-2 | MAY");
        assertThat(problems()).containsExactly(REPORT + what);
        assertThat(problemsOfSources()).isEmpty();
        Files.delete(root.resolve(REPORT));
        assertThat(problems()).containsExactly(REPORT + what);
        assertThat(problemsOfSources()).isEmpty();
    }

    @Test
    @DisplayName("a report that no page has any more is a problem")
    void leftBehind() throws IOException {
        write("docs/requirements/README.md", "| [one](one.md) | [report](../elsewhere.md) |\n");
        assertThat(problemsOfSources()).containsExactly(REPORT + " is the report of no page; remove it");
    }

    @Test
    @DisplayName("the README of the pages leads to each of them and to its report")
    void index() throws IOException {
        String what = "docs/requirements/README.md has no row with a link to one.md and one to its report";
        Files.delete(root.resolve(REPORT));
        write("docs/requirements/README.md", "# Requirements\n\nSee one.md.\n");
        assertThat(problemsOfSources()).containsExactly(what);
        write("docs/requirements/README.md", "| [one](one.md) | the report is missing |\n");
        assertThat(problemsOfSources()).containsExactly(what);
    }

    @Test
    @DisplayName("a report has families of other pages that the README names, with links to their page")
    void guests() throws IOException {
        write(
                "docs/requirements/README.md",
                "| [one](one.md) | `A-ONE-*` | [report](../conformance/one.md) |\n"
                        + "| [two](two.md) | `B-*` | [report](../two.md), with `A-ONE-*` |\n");
        write(
                "docs/requirements/two.md",
                "# Requirements: two\n\n" + RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n"
                        + "| <a id=\"b-1\"></a>B-1 | MAY | see [B-1](#b-1) | source | client | - |\n");
        replace(PAGE, "A-ONE-2 | MUST | rule |", "A-ONE-2 | MUST | see [A-ONE-1](#a-one-1) |");
        assertThat(problemsOfSources()).isEmpty();
        assertThat(Files.readString(root.resolve("docs/two.md")))
                .contains(
                        "### One.md: ",
                        "</a>B-1 | MAY | see [B-1](#b-1) |",
                        "</a>A-ONE-2 | MUST | see [A-ONE-1](requirements/one.md#a-one-1) |",
                        "| **together** | 3 |")
                .doesNotContain("attack");
        assertThat(Files.readString(root.resolve(REPORT))).contains("see [A-ONE-1](#a-one-1)");
    }

    @Test
    @DisplayName("a page or a family that the README names and that isn't there is a problem")
    void unknownEntries() throws IOException {
        write(
                "docs/requirements/README.md",
                "| [one](one.md) | [report](../conformance/one.md), `A-ONE-*`, `C-*` |\n"
                        + "| [two](two.md) | [report](../conformance/two.md) |\n");
        assertThat(problemsOfSources())
                .containsExactly(
                        "docs/requirements/README.md asks for C-* in the report of one.md, and no page has it",
                        "docs/requirements/README.md leads to two.md, which isn't there");
    }

    @Test
    @DisplayName("a class that the column how names has to be there")
    void unknownClass() throws IOException {
        write("providers/src/main/java/org/Two.java", "class Two {}\n");
        replace(
                PAGE,
                "attack 4 | SHOULD | rule | source | pack | - |",
                "attack 4 | SHOULD | rule | source | pack | [Two] and [Three], as [said](two.md) |");
        assertThat(problemsOfSources())
                .containsExactly("one.md:6: there is no class Three, which the column how of attack 4 names");
    }

    @Test
    @DisplayName("an id stands once, on one page")
    void twice() throws IOException {
        write(
                "docs/requirements/README.md",
                "| [one](one.md) | [report](../conformance/one.md) |\n| [two](two.md) | [report](../two.md) |\n");
        write(
                "docs/requirements/two.md",
                RequirementPage.HEAD + "\n|---|---|---|---|---|---|\n"
                        + "| <a id=\"a-one-2\"></a>A-ONE-2 | MAY | rule | source | client | - |\n");
        assertThat(problemsOfSources()).containsExactly("two.md:3: A-ONE-2 is in one.md:4 already");
    }
}
