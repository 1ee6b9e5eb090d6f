/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The links in README and docs/ work, and the pages name what the code names. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("smartpack.root"));
    private static final Path SOURCES = ROOT.resolve("providers/src/main/java/org/smartpack/keycloak");

    /** Reasons that no request can cause: the parser never sees an empty scope, and all search parameters are known. */
    private static final Set<String> UNREACHABLE = Set.of("EMPTY", "UNSUPPORTED_PARAMETER");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static String docs(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    private static List<MatchResult> found(String pattern, String source) throws IOException {
        List<MatchResult> all = Pattern.compile(pattern)
                .matcher(Files.readString(SOURCES.resolve(source)))
                .results()
                .toList();
        assertThat(all).as("what %s is searched for", source).isNotEmpty();
        return all;
    }

    @Test
    @DisplayName("every relative link and image of README and docs/ resolves, its heading included")
    void links() throws IOException {
        List<String> problems = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            MarkdownLinks all = new MarkdownLinks(page);
            links += all.count();
            problems.addAll(all.problems());
        }
        assertThat(problems).isEmpty();
        assertThat(links).isGreaterThan(20);
    }

    @Test
    @DisplayName("a link to a missing file, a missing heading or an image without a text is found")
    void brokenLinks(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page,
                """
                # A heading, with `code`
                [good](#a-heading-with-code) [no file](other.md) [no heading](page.md#b) ![](page.md)
                [elsewhere](https://example.org/nothing) <a id="row-1"></a> [a named anchor](page.md#row-1)

                    [in code](nowhere.md)
                """);
        assertThat(new MarkdownLinks(page).problems())
                .containsExactly(
                        "page.md: other.md does not exist",
                        "page.md: page.md#b names a heading that does not exist",
                        "page.md: page.md is an image without a text");
    }

    @Test
    @DisplayName("docs/backend-services.md has each setting of \"SMART signed JWT\" under the label of the console")
    void clientSettings() throws IOException {
        String page = docs("backend-services.md");
        List<String> labels = found("\\.label\\(\"([^\"]+)\"\\)", "clientauth/ClientSettingsProperties.java").stream()
                .map(label -> "| **" + label.group(1) + "** |")
                .toList();
        assertThat(labels).hasSizeGreaterThan(3);
        assertThat(page).contains(labels);
        found("DEFAULT_ALGORITHMS = \"([^\"]+)\"", "clientauth/ClientSettingsProperties.java")
                .forEach(algorithms -> assertThat(page).contains("`" + algorithms.group(1) + "`"));
        found("return \"(SMART [^\"]+)\"", "clientauth/SmartJwtAuthenticatorFactory.java")
                .forEach(name -> assertThat(page).contains("*" + name.group(1) + "*"));
        for (String pattern :
                List.of("\\.label\\(\"([^\"]+)\"\\)", "getDisplayType\\(\\) \\{\\s+return \"([^\"]+)\"")) {
            found(pattern, "token/audience/BackendServiceMapper.java")
                    .forEach(name -> assertThat(page).contains("**" + name.group(1) + "**"));
        }
        found("INVALID_TARGET,\\s+\"([^\"]+)\"", "token/audience/ServiceAudience.java")
                .forEach(text -> assertThat(page).contains("`" + text.group(1) + "`"));
    }

    @Test
    @DisplayName("docs/scopes.md has the setting of the policy smart-scopes under the label of the console")
    void policySetting() throws IOException {
        List<String> labels = found("\\.label\\(\"([^\"]+)\"\\)", "allowance/SmartScopesExecutorFactory.java").stream()
                .map(label -> "**" + label.group(1) + "**")
                .toList();
        assertThat(docs("scopes.md")).contains(labels);
    }

    @Test
    @DisplayName("SMART-SCOPE-3 docs/scopes.md lists what an error says of a malformed scope")
    void malformedScopes() throws IOException {
        List<String> texts = found("\n        ([A-Z_0-9]+)\\(\"([^\"]+)\"\\)", "scope/MalformedScope.java").stream()
                .filter(reason -> !UNREACHABLE.contains(reason.group(1)))
                .map(reason -> "`<scope> " + reason.group(2) + "`")
                .toList();
        assertThat(texts).hasSizeGreaterThan(10);
        assertThat(docs("scopes.md")).contains(texts);
    }

    @Test
    @DisplayName("docs/launch-context-api.md has the settings of \"FHIR server\" under the labels of the console")
    void fhirServerSettings() throws IOException {
        String page = docs("launch-context-api.md");
        List<String> labels = found("\\.label\\(\"([^\"]+)\"\\)", "fhir/FhirServerMapper.java").stream()
                .map(label -> "| **" + label.group(1) + "** |")
                .toList();
        assertThat(labels).hasSizeGreaterThan(3);
        assertThat(page).contains(labels);
        for (String mapper : List.of("fhir/FhirServerMapper.java", "launch/app/SmartAppMapper.java")) {
            found("getDisplayType\\(\\) \\{\\s+return \"([^\"]+)\"", mapper)
                    .forEach(name -> assertThat(page).contains("**" + name.group(1) + "**"));
        }
    }

    @Test
    @DisplayName("LCTX-28 docs/launch-context-api.md lists the reasons of refused callers, and the events")
    void launchContextReasons() throws IOException {
        String page = docs("launch-context-api.md");
        List<String> reasons = new ArrayList<>();
        for (String source :
                List.of("caller/CallerAuthentication", "caller/AccessTokenCheck", "launch/api/IssuerRight")) {
            found(
                            "(?:Refusal\\.(?:credentials|token)|refused)\\(\\s*(?:ways == 0 \\? |LaunchContextEndpoint\\S+ )?\"([^\"]+)\"",
                            source + ".java")
                    .forEach(reason -> reasons.add("`" + reason.group(1) + "`"));
        }
        found("\"(the client is public)\"", "error/Refusal.java")
                .forEach(reason -> reasons.add("`" + reason.group(1) + "`"));
        assertThat(reasons).hasSizeGreaterThan(9);
        assertThat(page).contains(reasons);
        found("String CREATED\\w* = \"([^\"]+)\"", "launch/LaunchEvents.java")
                .forEach(event -> assertThat(page).contains("`" + event.group(1) + "`"));
        found("int (?:MIN|MAX|DEFAULT)_(?:LIFETIME|TEXT|URL) = (\\d+)", "launch/api/Field.java")
                .forEach(limit -> assertThat(page).contains(limit.group(1)));
    }

    @Test
    @DisplayName("INTRO-25 docs/introspection.md names the setting, the roles, the scope and the reasons for an admin")
    void introspection() throws IOException {
        String page = docs("introspection.md");
        found("\\.label\\(\"(Scopes shown[^\"]+)\"\\)", "fhir/FhirServerMapper.java")
                .forEach(label -> assertThat(page).contains("**" + label.group(1) + "**"));
        List<String> names = found("String INTROSPECT\\w* = \"([^\"]+)\"", "fhir/FhirServer.java").stream()
                .map(name -> "`" + name.group(1) + "`")
                .toList();
        assertThat(names).hasSize(3);
        assertThat(page).contains(names);
        List<String> reasons = new ArrayList<>();
        for (String source :
                List.of("IntrospectionEndpoint", "IntrospectionRequest", "IntrospectionRight", "SmartIntrospection")) {
            found(
                            "(?:Refusal\\.credentials|invalid|because)\\((?:OAuthError\\.\\w+, )?\"([^\"]+)\"",
                            "introspection/" + source + ".java")
                    .forEach(reason -> reasons.add("`" + reason.group(1) + "`"));
        }
        assertThat(reasons).hasSizeGreaterThan(5);
        assertThat(page).contains(reasons);
    }

    @Test
    @DisplayName("docs/launch.md has the settings of \"FHIR server\" and \"SMART app\" under the labels of the console")
    void launchSettings() throws IOException {
        String page = docs("launch.md");
        for (String mapper : List.of("fhir/FhirServerMapper.java", "launch/app/SmartAppMapper.java")) {
            found("\\.label\\(\"([^\"]+)\"\\)", mapper)
                    .forEach(label -> assertThat(page).contains("| **" + label.group(1) + "** |"));
            found("getDisplayType\\(\\) \\{\\s+return \"([^\"]+)\"", mapper)
                    .forEach(name -> assertThat(page).contains("**" + name.group(1) + "**"));
        }
    }

    @Test
    @DisplayName("SMART-AUTHZ-2, LCTX-20 docs/apps.md lists the error descriptions that an app can get")
    void launchErrors() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String source : List.of(
                "launch/request/RequestRules",
                "launch/request/Audience",
                "launch/redeem/UncheckedLogin",
                "launch/kind/MissingPatient",
                "launch/kind/StandaloneLaunch",
                "launch/redeem/GrantDecision",
                "error/Refusal",
                "token/GrantTokens",
                "token/GrantConditions")) {
            found(
                            "(?:Refusal\\.because|Refusal\\.of|INVALID_LAUNCH =|ANOTHER_USER =|UNKNOWN_USER =|"
                                    + "UNKNOWN =|ACCESS_ENDED =|DESCRIPTION = |"
                                    + "LAUNCH_NEEDED =|NO_SERVER = |OTHER_USER = |invalid)"
                                    + "\\(?\\s*(?:OAuthError\\.\\w+,\\s*)?\"([A-Za-z][^\"]* [^\"]*)\"",
                            source + ".java")
                    .forEach(text -> texts.add(text.group(1)));
        }
        assertThat(texts).hasSizeGreaterThan(13);
        String page = docs("apps.md");
        String profile = docs("koppeltaal-apps.md");
        assertThat(texts)
                .filteredOn(text -> !profile.contains("`" + text + "`"))
                .allSatisfy(text -> assertThat(page).contains("| `" + text + "` |"));
    }

    @Test
    @DisplayName("LCTX-28 docs/operations.md lists the events of launch contexts and the reasons of refused ones")
    void launchEvents() throws IOException {
        String page = docs("operations.md") + docs("koppeltaal.md");
        found("String (?!EVENT)[A-Z]+(?:_ERROR)? = \"(LAUNCH_[A-Z_]+)\"", "launch/LaunchEvents.java")
                .forEach(event -> assertThat(page).contains("`" + event.group(1) + "`"));
        List<String> reasons = new ArrayList<>();
        for (String source : List.of("KeptLaunch", "HandleLaunch", "TokenLaunch", "EndedLogin")) {
            found(
                            "(?:launch\\(\\w+, |WrongUserException\\(|launchOfAnother\\()\"([^\"]+)\"",
                            "launch/kind/" + source + ".java")
                    .forEach(reason -> reasons.add(reason.group(1)));
        }
        found("Optional\\.of\\(\"([^\"]+)\"\\)", "launch/Launch.java").forEach(reason -> reasons.add(reason.group(1)));
        for (String source : List.of("redeem/GrantDecision", "redeem/UncheckedLogin")) {
            found("(?:Refusal\\.of|launchNeeded)\\((?:[^;]*,\\s*)?\"([^\"]+)\"\\)", "launch/" + source + ".java")
                    .forEach(reason -> reasons.add(reason.group(1)));
        }
        found("CAUSE = \"([^\"]+)\"", "launch/kind/MissingPatient.java")
                .forEach(reason -> reasons.add(reason.group(1)));
        found("[?:n] \"((?:it|users) [^\"]+)\"", "fhir/FhirUsers.java").forEach(reason -> reasons.add(reason.group(1)));
        found("\"([^\"]+)\"\\);\\s+}", "token/SmartCodeGrantType.java").forEach(reason -> reasons.add(reason.group(1)));
        assertThat(reasons).hasSizeGreaterThan(9);
        assertThat(reasons).allSatisfy(reason -> assertThat(page).contains("`" + reason + "`"));
    }

    @Test
    @DisplayName("docs/koppeltaal.md has the settings under the labels of the console")
    void koppeltaal() throws IOException {
        String page = docs("koppeltaal.md");
        for (String source : List.of("KoppeltaalDomainMapper", "KoppeltaalAppMapper")) {
            found("\\.label\\(\"([^\"]+)\"\\)", "koppeltaal/domain/" + source + ".java")
                    .forEach(label -> assertThat(page).contains("**" + label.group(1) + "**"));
        }
        for (String mapper : List.of("KoppeltaalDomainMapper", "KoppeltaalAppMapper")) {
            found(
                            "(?:getDisplayType\\(\\) \\{\\s+return|TITLE =) \"([^\"]+)\"",
                            "koppeltaal/domain/" + mapper + ".java")
                    .forEach(name -> assertThat(page).contains("**" + name.group(1) + "**"));
        }
        found("\\.label\\(\"([^\"]+)\"\\)", "koppeltaal/domain/DomainAlgorithms.java")
                .forEach(label -> assertThat(page).contains("**" + label.group(1) + "**"));
        found("property\\(properties, \\w+, \"([^\"]+)\", \"[^\"]+\", \"(\\d+)\"", "koppeltaal/domain/AuditCodes.java")
                .forEach(step -> assertThat(page)
                        .contains("**Audit code: " + step.group(1) + "**", "| " + step.group(1) + " |", step.group(2)));
        found("userType \\+ \"(: [^\"]+)\"", "koppeltaal/domain/IdentityProperties.java")
                .forEach(label -> assertThat(page).contains("**Patient" + label.group(1) + "**"));
    }

    @Test
    @DisplayName("docs/nz-guide.md has every rule by the name of its executor, and the settings under their labels")
    void newZealand() throws IOException {
        String page = docs("nz-guide.md");
        for (String source : List.of("ClassificationConditionFactory", "rule/ResponseTypesFactory")) {
            found("\\.label\\(\"([^\"]+)\"\\)", "nz/" + source + ".java")
                    .forEach(label -> assertThat(page).contains("**" + label.group(1) + "**"));
        }
        try (Stream<Path> rules = Files.list(SOURCES.resolve("nz/rule"))) {
            List<String> factories = rules.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Factory.java") && !name.equals("RuleFactory.java"))
                    .toList();
            assertThat(factories).hasSizeGreaterThan(10);
            for (String factory : factories) {
                found("\"(smart-nz-[a-z-]+)\"", "nz/rule/" + factory)
                        .forEach(id -> assertThat(page).contains("`" + id.group(1) + "`"));
            }
        }
    }

    @Test
    @DisplayName("docs/iua-guide.md has the settings under the labels of the console, and the error texts")
    void iua() throws IOException {
        String page = docs("iua-guide.md");
        found("\\.label\\(\"([^\"]+)\"\\)", "iua/realm/IuaRealmMapper.java")
                .forEach(label -> assertThat(page).contains("**" + label.group(1) + "**"));
        found("Member\\.\\w+,\\s+\"([^\"]+)\"|\\.label\\(\"([^\"]+)\"", "iua/claims/IuaClaimsMapper.java")
                .forEach(label -> assertThat(page)
                        .contains("**" + (label.group(1) == null ? label.group(2) : label.group(1)) + "**"));
        for (String source : List.of("request/IuaRequestCheck", "token/IuaAudience", "token/IuaTokens")) {
            found("OAuthError\\.\\w+,\\s*\"([^\"]+)\"", "iua/" + source + ".java")
                    .forEach(text -> assertThat(page).contains("`" + text.group(1) + "`"));
        }
    }

    @Test
    @DisplayName("docs/request-flow.md names classes that exist, and every floor's packages")
    void requestFlow() throws IOException {
        String page = docs("request-flow.md");
        Set<String> classes = new HashSet<>();
        Set<String> packages = new HashSet<>();
        Path sources = ROOT.resolve("providers/src/main/java/org/smartpack/keycloak");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                classes.add(file.getFileName().toString().replace(".java", ""));
                packages.add(sources.relativize(file.getParent()).toString().replace('/', '.'));
            });
        }
        List<String> named = Pattern.compile("`([A-Z][a-z]\\w+)[`.]")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("ArchitectureTest"))
                .toList();
        assertThat(named).hasSizeGreaterThan(40).allSatisfy(name -> assertThat(classes)
                .contains(name));
        List<String> floors = page.lines()
                .filter(line -> line.startsWith("| ") && line.contains(" | `"))
                .flatMap(line -> Stream.of(line.split("\\|")[2].split(",")))
                .map(name -> name.replace("`", "").replace(" and its parts", "").strip())
                .toList();
        assertThat(floors).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(packages)
                .contains(name));
    }

    @Test
    @DisplayName("docs/install.md gives the options that the demo and the tests start Keycloak with")
    void serverOptions() throws IOException {
        assertThat(docs("install.md"))
                .contains(KeycloakServer.REQUEST_LIMITS)
                .contains("build " + KeycloakServer.FEATURE);
    }

    @Test
    @DisplayName("docker-compose.yml starts Keycloak with the same options")
    void composeOptions() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
                .contains(KeycloakServer.REQUEST_LIMITS)
                .contains("- " + KeycloakServer.FEATURE);
    }

    @Test
    @DisplayName("README names the Keycloak version that is built for")
    void keycloakVersion() throws IOException {
        var version =
                Pattern.compile("<keycloak\\.version>([^<]+)<").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("| " + version.group(1) + " |");
    }
}
