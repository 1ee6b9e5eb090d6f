/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.themes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ThemeFilesTest {

    private static final Pattern ADDRESS = Pattern.compile("url\\([\"']?([^\"')]+)[\"']?\\)");
    private static final Pattern USED = Pattern.compile("var\\((--smart-[a-z-]+)");
    private static final Pattern SET = Pattern.compile("(?m)^\\s+(--smart-[a-z-]+):");

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    @Test
    @DisplayName("the jar tells Keycloak of one theme, for login pages and account console")
    void named() throws IOException {
        JsonNode themes = new ObjectMapper()
                .readTree(
                        ThemeFiles.JAR.resolve("META-INF/keycloak-themes.json").toFile())
                .get("themes");
        assertThat(themes).hasSize(1);
        assertThat(themes.get(0).get("name").asText()).isEqualTo("smart-health");
        assertThat(themes.get(0).get("types")).extracting(JsonNode::asText).containsExactly("login", "account");
        assertThat(ThemeFiles.properties("login")).containsEntry("parent", "keycloak.v2");
        assertThat(ThemeFiles.properties("account")).containsEntry("parent", "keycloak.v3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "account"})
    @DisplayName("every stylesheet and picture that the properties name is in the jar")
    void complete(String type) throws IOException {
        Properties properties = ThemeFiles.properties(type);
        List<String> named = properties.stringPropertyNames().stream()
                .filter(name -> name.matches("(styles|favicons)\\.\\w+|logo"))
                .filter(name -> !name.endsWith(".order"))
                .map(properties::getProperty)
                .filter(value -> !value.startsWith("$"))
                .toList();
        assertThat(named).hasSizeGreaterThan(2);
        assertThat(named)
                .allSatisfy(path -> assertThat(ThemeFiles.resource(type, path)).isRegularFile());
        assertThat(properties.getProperty("styles.order").split(","))
                .allSatisfy(name -> assertThat(properties).containsKey("styles." + name));
        assertThat(ThemeFiles.resource(type, "css/smart-colours-green.css")).isRegularFile();
        assertThat(ThemeFiles.resource(type, "css/smart-colours-plum.css")).isRegularFile();
    }

    @Test
    @DisplayName("attack 29: the theme has no script, no page of its own, and no address of others")
    void onlyLooks() throws IOException {
        assertThat(ThemeFiles.all())
                .allSatisfy(file -> assertThat(file.toString()).matches(".*\\.(css|svg|properties|json|MF)"));
        for (Path file : ThemeFiles.all()) {
            assertThat(ThemeFiles.read(file).replace("http://www.w3.org/2000/svg", ""))
                    .as(file.toString())
                    .doesNotContain("<script", "http:", "https:", "data:", "@import", "//", "javascript:")
                    .doesNotContainPattern("\\son[a-z]+=");
        }
    }

    @Test
    @DisplayName("every picture that a stylesheet names is in the jar")
    void pictures() throws IOException {
        int pictures = 0;
        for (Path sheet : ThemeFiles.all(".css")) {
            for (String address : found(ADDRESS, ThemeFiles.read(sheet))) {
                assertThat(Files.isRegularFile(sheet.resolveSibling(address)))
                        .as(sheet + ": " + address)
                        .isTrue();
                pictures++;
            }
        }
        assertThat(pictures).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "account"})
    @DisplayName("every colour that a stylesheet uses is set, and other colours set only what is known")
    void colours(String type) throws IOException {
        Set<String> known = found(SET, ThemeFiles.read(ThemeFiles.resource(type, "css/smart-colours.css")));
        String sheet = ThemeFiles.read(ThemeFiles.resource(type, "css/smart-" + type + ".css"));
        assertThat(known).hasSizeGreaterThan(9).containsAll(found(USED, sheet));
        for (String palette : List.of("green", "plum")) {
            String other = ThemeFiles.read(ThemeFiles.resource(type, "css/smart-colours-" + palette + ".css"));
            assertThat(known).containsAll(found(SET, other));
        }
    }
}
