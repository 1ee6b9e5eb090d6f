/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one can click on or fill in in the admin console: Keycloak's own labels, and those of the pack's providers. */
final class ConsoleLabels {

    private static final String MESSAGES = "theme/keycloak.v2/admin/messages/messages_en.properties";

    /** How a provider names itself and its settings. */
    private static final List<Pattern> OF_PROVIDERS = Stream.of(
                    "\\.label\\(\\s*\"([^\"]+)\"",
                    "new ProviderConfigProperty\\(\\s*[\\w.]+,\\s*\"([^\"]+)\"",
                    "getDisplay(?:Type|Text)\\(\\) \\{\\s+return \"([^\"]+)\"",
                    "String TITLE = \"([^\"]+)\"")
            .map(Pattern::compile)
            .toList();

    private final Properties ofKeycloak;
    private final Set<String> all;

    private ConsoleLabels(Properties ofKeycloak, Set<String> ofProviders) {
        this.ofKeycloak = ofKeycloak;
        this.all = Stream.concat(ofKeycloak.values().stream().map(String.class::cast), ofProviders.stream())
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param keycloak the folder with an unpacked Keycloak
     * @param providers the folder with the sources of the pack's providers
     */
    static ConsoleLabels read(Path keycloak, Path providers) throws IOException {
        Set<String> ofProviders = new HashSet<>();
        for (Path source : files(providers, ".*\\.java")) {
            String text = Files.readString(source);
            OF_PROVIDERS.forEach(
                    pattern -> pattern.matcher(text).results().forEach(label -> ofProviders.add(label.group(1))));
        }
        return new ConsoleLabels(messages(keycloak), ofProviders);
    }

    private static Properties messages(Path keycloak) throws IOException {
        List<Path> console = files(keycloak, ".*[.-]keycloak-admin-ui-[\\d.]+\\.jar");
        if (console.size() != 1) {
            throw new IOException("One admin console is expected in " + keycloak + ", not " + console);
        }
        Properties messages = new Properties();
        try (JarFile jar = new JarFile(console.get(0).toFile());
                Reader text =
                        new InputStreamReader(jar.getInputStream(jar.getEntry(MESSAGES)), StandardCharsets.UTF_8)) {
            messages.load(text);
        }
        return messages;
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .toList();
        }
    }

    /** Whether something in the console has exactly this label. */
    boolean has(String label) {
        return all.contains(label);
    }

    /**
     * The labels that Keycloak's console has under some names.
     *
     * @param keys of the console's messages
     */
    Set<String> of(String... keys) {
        return Stream.of(keys)
                .map(key -> {
                    String label = ofKeycloak.getProperty(key);
                    if (label == null) {
                        throw new IllegalArgumentException("The console has no message " + key);
                    }
                    return label;
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
