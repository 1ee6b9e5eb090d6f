/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Recipe;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** The shell commands of the documentation do what the pages say, as they stand there. */
@ExtendWith(SharedServer.class)
@DisplayName("The commands of docs/")
class DocumentedCommandsIT {

    /** Here. */
    private static final List<String> RUN = List.of(
            "backend-services.md",
            "fhir-server.md",
            "install.md",
            "introspection.md",
            "launch-context-api.md",
            "nz-guide.md",
            "quickstart.md",
            "realm-check.md",
            "shared-workstations.md",
            "troubleshooting.md");

    /** By SameRealmIT, with a login like the page's; with keys by the tests of what clients.md describes. */
    private static final List<String> RUN_ELSEWHERE = List.of("automation.md", "clients.md");

    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":");
    private static final Pattern TOOL = Pattern.compile("(?m)^ *(?:curl|kcadm\\.sh|openssl) ");
    private static final String NEXT = "-- next command --";

    @TempDir
    private Path folder;

    private CommandLine shell;

    @BeforeEach
    void shell(KeycloakServer server) throws Exception {
        shell = new CommandLine(server, folder);
    }

    @Test
    @DisplayName("all are run by a test")
    void everyPage() throws IOException {
        TreeSet<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(Installation.docs())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && hasCommands(name))
                    .forEach(pages::add);
        }
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(RUN.stream(), RUN_ELSEWHERE.stream()).toList());
    }

    private static boolean hasCommands(String page) {
        return Recipe.of(page).commands().stream()
                .anyMatch(command -> TOOL.matcher(command.script()).find());
    }

    @Test
    @DisplayName("LCTX-1: an EHR registers contexts")
    void launchContexts(Admin admin) throws Exception {
        List<JsonPath> answers = run("launch-context-api.md", SmartRealm.create(admin));
        assertThat(answers).hasSize(4).allSatisfy(answer -> assertThat(answer.getString("launchContextIdentifier"))
                .isNotBlank());
        assertThat(answers.get(0).getString("launch_url")).startsWith("http://127.0.0.1:8091/app/launch.html?iss=");
    }

    @Test
    @DisplayName("LCTX-22: a FHIR server in the manner of Firely names the user too")
    void user(Admin admin) throws Exception {
        SmartRealm realm = SmartRealm.create(admin);
        Recipe page = Recipe.of("shared-workstations.md");
        String api = "api=" + realm.url + "/connect/launchContext\n";
        assertThat(run(new Recipe("    " + api + "\n" + page.text()), realm))
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.getString("launchContextIdentifier")).isNotBlank());
    }

    @Test
    @DisplayName("INTRO-1: a FHIR server introspects a token")
    void introspection(Admin admin) throws Exception {
        assertThat(run("introspection.md", SmartRealm.create(admin))).hasSize(2).allSatisfy(answer -> {
            assertThat(answer.getBoolean("active")).isTrue();
            assertThat(answer.getString("client_id")).isEqualTo("ehr");
        });
    }

    @Test
    @DisplayName("SMART-BS-3: a service makes a key, signs, and gets a token")
    void service(Admin admin) throws Exception {
        SmartRealm realm = SmartRealm.create(admin);
        realm.createClient(JsonPath.from(Recipe.of("quickstart.md").file("my-service.json"))
                .getMap(""));
        String commands = script(Recipe.of("backend-services.md").commands(), realm);
        String keys = Recipe.of("automation.md").file("keys.sh").replace("-r clinic", "-r " + realm.name);
        String firstOfAll = "my-service.jwks.json\n";
        assertThat(commands).containsOnlyOnce(firstOfAll);

        String printed = shell.bash("set -o pipefail\n" + commands.replace(firstOfAll, firstOfAll + keys));

        JsonPath answer = JsonPath.from(printed.substring(printed.lastIndexOf("{\"")));
        assertThat(answer.getString("access_token")).isNotBlank();
        assertThat(answer.getString("scope")).isEqualTo("system/Observation.rs?category=laboratory");
    }

    @Test
    @DisplayName("SMART-DISC-1: what the page shows of smart-configuration is what the demo's realm says")
    void discovery(Admin admin) throws Exception {
        Map<String, Object> export = Installation.realm("smart");
        SmartRealm realm = SmartRealm.create(admin, Map.of("requiredActions", export.get("requiredActions")));
        Recipe.Command command = Recipe.of("fhir-server.md").commands().get(0);
        JsonPath answer = JsonPath.from(shell.bash(command.script()
                .replace("https://auth.example.org/realms/health", realm.url)
                .replace("https%3A%2F%2Fehr.example.org%2Ffhir", "http%3A%2F%2F127.0.0.1%3A8090%2Ffhir")));

        Matcher shown = Pattern.compile("(?ms)^    (\\{\\n +\"issuer\".*?),\\n +\\.\\.\\.\\n    }")
                .matcher(Recipe.of("fhir-server.md").text());
        assertThat(shown.find()).isTrue();
        Map<String, Object> members = JsonPath.from(
                        shown.group(1).replace("http://127.0.0.1:8080/realms/smart", realm.url) + "}")
                .getMap("");
        assertThat(answer.<String, Object>getMap("")).containsAllEntriesOf(members);
    }

    @Test
    @DisplayName("NZ-1: the three policies are added from the shell")
    void newZealand(Admin admin) throws Exception {
        Realm realm = Realm.create(admin);
        Recipe page = Recipe.of("nz-guide.md");
        Matcher policies =
                Pattern.compile("(?m)^ {4}\\{\"name\".*\\n(?: {4}.*\\n)+").matcher(page.text());
        assertThat(policies.find()).isTrue();
        shell.write("policies.json", "{\"policies\": [" + policies.group() + "]}");

        shell.bash(script(page.commands(), realm));

        List<String> profiles =
                admin.get(realm.path("/client-policies/policies")).jsonPath().getList("policies.profiles.flatten()");
        assertThat(profiles).containsExactlyInAnyOrder("nz-public", "nz-in-confidence", "nz-sensitive");
    }

    @Test
    @DisplayName("SETUP-1: a new realm is checked, and its EHR registers a context")
    void newRealm(Admin admin) throws Exception {
        Realm realm = Realm.create(admin);
        Clinic clinic = new Clinic(realm);
        clinic.importFiles();
        String secret = "secret='" + clinic.secret("ehr") + "'\n";

        String printed = shell.bash(secret + script(Recipe.of("quickstart.md").commands(), realm));
        assertThat(printed).contains("\"launch_url\"", "Realm " + realm.name + ": errors: 1, warnings: 0");

        String checked = shell.bash(script(Recipe.of("realm-check.md").commands(), realm));
        assertThat(checked).contains("\"findings\"", "ERROR    keys-missing: client my-service");
        assertThat(shell.bash(script(Recipe.of("troubleshooting.md").commands(), realm)))
                .contains("ERROR    keys-missing: client my-service");
    }

    @Test
    @DisplayName("SETUP-1: a realm's policies are emptied before the jar is gone")
    void removal(Admin admin) throws Exception {
        Map<String, Object> export = Installation.realm("nz-health");
        Realm realm = new Realm(admin, admin.createRealm(export));
        String policies = realm.path("/client-policies/policies");
        assertThat(admin.get(policies).jsonPath().getList("policies")).isNotEmpty();

        shell.bash(script(Recipe.of("install.md").commands(), realm).replace("<realm>", realm.name));

        assertThat(admin.get(policies).jsonPath().getList("policies")).isEmpty();
        assertThat(admin.get(realm.path("/client-policies/profiles")).jsonPath().getList("profiles"))
                .isEmpty();
    }

    private List<JsonPath> run(String page, Realm realm) throws Exception {
        return run(Recipe.of(page), realm);
    }

    /** The answers of all commands that answer something: they have each member that the page shows. */
    private List<JsonPath> run(Recipe page, Realm realm) throws Exception {
        List<Recipe.Command> commands = page.commands();
        String printed = shell.bash(script(commands, realm));
        List<String> parts = List.of(printed.split(NEXT + "\n", -1));
        assertThat(parts).hasSize(commands.size() + 1);
        List<JsonPath> answers = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            String part = parts.get(i).strip();
            if (!part.isEmpty()) {
                JsonPath answer = JsonPath.from(part);
                List<String> shown = MEMBER.matcher(commands.get(i).answer())
                        .results()
                        .map(member -> member.group(1))
                        .toList();
                assertThat(answer.getMap("").keySet()).as(part).containsAll(shown);
                answers.add(answer);
            }
        }
        return answers;
    }

    /** The commands one after the other, for the realm of the test. A refusal of the server makes the script fail. */
    private static String script(List<Recipe.Command> commands, Realm realm) {
        String lines = commands.stream()
                .map(command -> command.script() + "\necho; echo '" + NEXT + "'\n")
                .collect(Collectors.joining());
        return "set -e\ncurl() { command curl --fail-with-body \"$@\"; }\n"
                + lines.replace("http://127.0.0.1:8080/realms/smart", realm.url)
                        .replace("https://auth.example.org/realms/clinic", realm.url)
                        .replaceAll("-r clinic\\b", "-r " + realm.name);
    }
}
