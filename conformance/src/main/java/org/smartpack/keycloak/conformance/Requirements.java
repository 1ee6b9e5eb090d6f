/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every requirement of the project, from all pages of a folder but its README. */
final class Requirements {

    private final List<RequirementPage> pages;
    private final Map<String, Requirement> byId = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Requirements(List<RequirementPage> pages) {
        this.pages = pages;
        for (RequirementPage page : pages) {
            problems.addAll(page.problems());
            page.requirements().forEach(this::add);
        }
    }

    private void add(Requirement requirement) {
        Requirement first = byId.putIfAbsent(requirement.id(), requirement);
        if (first != null) {
            problems.add(requirement.place() + ": " + requirement.id() + " is in " + first.place() + " already");
        }
    }

    /** Reads the pages of a folder. */
    static Requirements in(Path folder) throws IOException {
        List<RequirementPage> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".md") && !name.equals("README.md")) {
                    pages.add(RequirementPage.read(file));
                }
            }
        }
        return new Requirements(pages);
    }

    List<RequirementPage> pages() {
        return pages;
    }

    /** The page of that name, such as {@code smart-scopes.md}. */
    Optional<RequirementPage> page(String name) {
        return pages.stream().filter(page -> page.name().equals(name)).findFirst();
    }

    List<Requirement> all() {
        return List.copyOf(byId.values());
    }

    /** What can't be read, and ids that stand twice. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    /** The first words of all families: what begins with one of them and a hyphen is meant as an id. */
    Set<String> roots() {
        return byId.keySet().stream().map(RequirementIds::root).collect(Collectors.toSet());
    }
}
