/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {

    private static final Path RESOURCES = Path.of("src/main/resources/theme-resources");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d\\}");

    /** Keycloak's own, in every language. */
    private static final Set<String> KEYCLOAKS = Set.of("doCancel");

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        Path file = RESOURCES.resolve("messages/messages_" + language + ".properties");
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }

    private static Set<String> arguments(String text) {
        Set<String> found = new TreeSet<>();
        ARGUMENT.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "de", "fr"})
    @DisplayName("every text of the pack is there in every language, with the same arguments")
    void complete(String language) throws IOException {
        Properties english = messages("en");
        Properties other = messages(language);
        assertThat(english.size()).isGreaterThan(30);
        assertThat(other.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            String text = other.getProperty(key);
            assertThat(text).as(key).isNotBlank();
            assertThat(arguments(text)).as(key).isEqualTo(arguments(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl", "de", "fr"})
    @DisplayName("every text can be formatted, and no apostrophe swallows an argument")
    void formats(String language) throws IOException {
        Properties messages = messages(language);
        for (String key : messages.stringPropertyNames()) {
            String text = messages.getProperty(key);
            String shown = new MessageFormat(text).format(new Object[] {"<0>", "<1>", "<2>"});
            arguments(text).forEach(argument -> assertThat(shown)
                    .as(key)
                    .contains(argument.replace('{', '<').replace('}', '>')));
            assertThat(shown).as(key).doesNotContain("{");
            assertThat(text.replace("''", "")).as("apostrophes of " + key).doesNotContain("'");
        }
    }

    @Test
    @DisplayName("the pages use only texts that exist")
    void used() throws IOException {
        Set<String> known = messages("en").stringPropertyNames();
        List<String> used = new ArrayList<>();
        List<Path> pages;
        try (Stream<Path> files = Files.list(RESOURCES.resolve("templates"))) {
            pages = files.toList();
        }
        for (Path page : pages) {
            Pattern.compile("msg\\(\"([^\"]+)\"([^)]?)")
                    .matcher(Files.readString(page))
                    .results()
                    .forEach(match ->
                            used.add(match.group(2).startsWith(" ") ? match.group(1) + "male" : match.group(1)));
        }
        assertThat(used).hasSizeGreaterThan(20).allSatisfy(key -> assertThat(
                        known.contains(key) || KEYCLOAKS.contains(key))
                .as(key)
                .isTrue());
    }

    @Test
    @DisplayName("attack 29: the pages have no script, no inline style and no address of others")
    void nothingInline() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve("templates"))) {
            for (Path page : files.toList()) {
                assertThat(Files.readString(page))
                        .as(page.toString())
                        .doesNotContain("<script", "style=", "http:", "https:", "?no_esc", "javascript:")
                        .doesNotContainPattern("\\son[a-z]+=");
            }
        }
        assertThat(Files.readString(RESOURCES.resolve("resources/css/smart.css")))
                .doesNotContain("url(", "@import");
    }
}
