/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages for contributors and operators name is there: commands, modules, classes, seams. */
class ContributorPagesTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));

    private static final List<String> PAGES =
            List.of("CONTRIBUTING.md", "SECURITY.md", "UPGRADING.md", "docs/development.md", "docs/releasing.md");

    /** Properties of Maven's plugins. */
    private static final Set<String> OF_PLUGINS = Set.of(
            "skipTests",
            "test",
            "it.test",
            "surefire.failIfNoSpecifiedTests",
            "maven.failsafe.debug",
            "newVersion",
            "generateBackupPoms");

    private static String all;
    private static String poms;
    private static Set<String> classes;

    @BeforeAll
    static void read() throws IOException {
        all = PAGES.stream().map(ContributorPagesTest::text).collect(Collectors.joining("\n"));
        List<Path> files = sources();
        poms = files.stream()
                .filter(file -> file.endsWith("pom.xml"))
                .map(file -> text(ROOT.relativize(file).toString()))
                .collect(Collectors.joining("\n"));
        classes = files.stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> Stream.of("pom.xml", ".java")
                                .anyMatch(end -> file.toString().endsWith(end)))
                        .forEach(found::add);
            }
        }
        found.add(ROOT.resolve("pom.xml"));
        return found;
    }

    private static List<String> modules() {
        return found("<module>([\\w-]+)</module>", text("pom.xml"));
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    @Test
    @DisplayName("every relative link of the pages in the project's folder resolves")
    void links() throws IOException {
        List<String> problems = new ArrayList<>();
        for (String page : PAGES) {
            problems.addAll(new MarkdownLinks(ROOT.resolve(page)).problems());
        }
        assertThat(problems).isEmpty();
        assertThat(text("README.md")).contains("(CONTRIBUTING.md)", "(SECURITY.md)", "(UPGRADING.md)");
    }

    @Test
    @DisplayName("each profile, module and property of a command exists")
    void commands() {
        assertThat(found("-P([\\w]+)", all)).hasSizeGreaterThan(4).allSatisfy(profile -> assertThat(poms)
                .contains("<id>" + profile + "</id>"));
        assertThat(found("-pl ([\\w-]+)", all)).isNotEmpty().allSatisfy(module -> assertThat(modules())
                .contains(module));
        assertThat(found("-D([\\w.]+\\w)", all)).hasSizeGreaterThan(4).allSatisfy(property -> assertThat(
                        OF_PLUGINS.contains(property)
                                || poms.contains("<" + property + ">")
                                || poms.contains("<name>" + property + "</name>"))
                .as(property)
                .isTrue());
    }

    @Test
    @DisplayName("each class that is named exists, tests included")
    void classNames() {
        List<String> named = Stream.of(
                        found("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`", withoutKeycloaks(all)),
                        found("\\b([A-Z]\\w+(?:IT|Test))\\b", all),
                        found("stop in [\\w.]+\\.([A-Z]\\w+)\\.", all))
                .flatMap(List::stream)
                .toList();
        assertThat(named).hasSizeGreaterThan(40).allSatisfy(name -> assertThat(classes)
                .contains(name));
    }

    /** Keycloak's classes are behind the word {@code extends}, and its interfaces in the paragraph on those. */
    private static String withoutKeycloaks(String pages) {
        return pages.replaceAll("extends `\\w+`", "")
                .replaceAll(
                        "`(?:AuthorizationRequestParserProvider|AuthorizationEndpointCheckProvider|TokenPostProcessor|KeycloakSession)`",
                        "");
    }

    @Test
    @DisplayName("docs/development.md has every seam that the architecture test allows, and no other")
    void seams() {
        List<String> allowed = found(
                "\"(\\w+ extends \\w+)\"",
                text("providers/src/test/java/org/smartpack/keycloak/ArchitectureTest.java"));
        List<String> listed = Pattern.compile("`(\\w+)` extends `(\\w+)`")
                .matcher(text("docs/development.md"))
                .results()
                .map(match -> match.group(1) + " extends " + match.group(2))
                .toList();
        assertThat(allowed).hasSizeGreaterThan(20);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(allowed);
    }

    @Test
    @DisplayName("docs/development.md has every module")
    void everyModule() {
        assertThat(modules()).hasSizeGreaterThan(3).allSatisfy(module -> assertThat(text("docs/development.md"))
                .contains("| `" + module + "` |"));
    }

    @Test
    @DisplayName("workflows call steps of .ci/run that exist, and actions by the hash of a commit")
    void workflows() throws IOException {
        String script = text(".ci/run");
        List<Path> workflows;
        try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
            workflows = files.toList();
        }
        assertThat(workflows).isNotEmpty();
        for (Path workflow : workflows) {
            String text = text(ROOT.relativize(workflow).toString());
            assertThat(found("uses: (\\S+)", text)).isNotEmpty().allSatisfy(action -> assertThat(action)
                    .matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}"));
            assertThat(found("\\.ci/run ([\\w ]+)", text))
                    .flatMap(steps -> List.of(steps.split(" ")))
                    .allSatisfy(step -> assertThat(script).contains("step_" + step + "()"));
            assertThat(text).contains("permissions:\n  contents: read\n").doesNotContain("secrets.");
        }
        assertThat(found("\\.ci/run ([a-z ]+)`", all)).isNotEmpty().allSatisfy(steps -> assertThat(steps.split(" "))
                .allSatisfy(step -> assertThat(script).contains("step_" + step + "()")));
    }
}
