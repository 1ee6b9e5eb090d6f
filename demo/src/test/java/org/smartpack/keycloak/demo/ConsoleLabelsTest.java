/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways through the admin console that the pages describe exist in the Keycloak that the demo starts. */
class ConsoleLabelsTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));

    private static ConsoleLabels labels;
    private static Map<String, Set<String>> under;

    private ConsolePaths paths;

    @BeforeAll
    static void read() throws IOException {
        labels = ConsoleLabels.read(ROOT.resolve("demo/target/dist"), ROOT.resolve("providers/src/main/java"));
        under = Map.of(
                "Realm settings",
                labels.of(
                        "general",
                        "login",
                        "email",
                        "themes",
                        "keys",
                        "events",
                        "localization",
                        "securityDefences",
                        "sessions",
                        "tokens",
                        "clientPolicies",
                        "userProfile",
                        "userRegistration"),
                "Authentication",
                labels.of("flows", "requiredActions", "policies", "createFlow"),
                "Client policies",
                labels.of("profiles", "policies"));
    }

    @BeforeEach
    void begin() {
        paths = new ConsolePaths(labels, under);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("UPGRADING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    @Test
    @DisplayName("every step of a console path in README and docs/ is a label of the console or of the pack")
    void everyPath() throws IOException {
        for (Path page : pages()) {
            paths.checkPage(page.getFileName().toString(), Files.readString(page));
        }
        assertThat(paths.problems()).isEmpty();
        assertThat(paths.steps()).isGreaterThan(150);
    }

    @Test
    @DisplayName("the places that the realm check names are in the console")
    void everyPlace() throws IOException {
        Files.readString(ROOT.resolve("docs/realm-check.md"))
                .lines()
                .map(line -> line.split(" \\| |\\| | \\|"))
                .filter(row -> row.length == 6 && row[5].contains(" > "))
                .forEach(row -> paths.checkPlace(row[1], row[5]));
        assertThat(paths.problems()).isEmpty();
        assertThat(paths.steps()).isGreaterThan(60);
    }

    @Test
    @DisplayName("a label that the console doesn't have is found, wherever it is in a path and however lines break")
    void wrongLabels() {
        paths.checkPage(
                "page.md",
                """
                1. **Clients** > **Make client**, then **Realm
                   settings** > **Client
                   policies** > **Rules**. **Nowhere** isn't a path.
                2. Tab **Client scope list** > `ehr-dedicated` > **Add mapper** > **By configuration** > **FHIR host**.

                | **Users** > the user | **Realm settings** > **Flows** | **Clients** > Credentials |

                In the console, **Authentication**
                > **Flows**.
                """);
        assertThat(paths.problems())
                .containsExactly(
                        "page.md: a line begins with the sign before **Flows**.",
                        "page.md: the console has no Make client",
                        "page.md: the console has no Rules",
                        "page.md: the console has no Client scope list",
                        "page.md: the console has no FHIR host",
                        "page.md: the console has no Flows under Realm settings",
                        "page.md: what follows Clients isn't bold: > Credentials");
    }

    @Test
    @DisplayName("labels, names in code, words for a name and links are let through")
    void rightPaths() {
        paths.checkPage(
                "page.md",
                """
                **Clients** > `ehr` > **Service account roles** > **Assign role** > **Client roles**. **Clients** > A >
                **Roles**; [**Realm settings**](x.md) > **Client policies** > **Profiles**, **Authentication** >
                **Required actions** and **SMART: choose a patient**, **Add mapper** > **By configuration** >
                **FHIR server**

                ```
                cat **Nobody** > **Nothing**
                ```
                """);
        assertThat(paths.problems()).isEmpty();
        assertThat(paths.steps()).isEqualTo(13);
    }

    @Test
    @DisplayName("a place of the realm check that isn't in the console is found")
    void wrongPlace() {
        paths.checkPlace("rule", "Clients > the client > Keyring, and Realm settings > Capability config");
        paths.checkPlace(
                "good", "Clients > the client > Keys > JWKS URL, and Realm settings > User profile > fhirUser");
        assertThat(paths.problems())
                .containsExactly(
                        "rule: the console has no Keyring",
                        "rule: the console has no Capability config under Realm settings");
    }
}
