/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sources that make a requirement hold: those that name its id, as code does where the rule is the reason for
 * what is done. Where none does, the classes whose unit tests name it.
 */
final class Enforcers {

    /** The modules that are shipped. */
    private static final List<String> PACK = List.of("providers", "themes");

    /** The module with the FHIR server and the apps that the demo runs. */
    private static final String DEMO = "demo";

    /** A class in the column how: its name in brackets, without an address. */
    private static final Pattern CLASS = Pattern.compile("\\[([A-Z]\\w+)](?!\\()");

    private static final Comparator<SourceFile> ORDER =
            Comparator.comparing(SourceFile::label).thenComparing(SourceFile::path);

    private final List<SourceFile> pack;
    private final List<SourceFile> demo;
    private final Map<String, List<SourceFile>> naming = new HashMap<>();
    private final Tests tests;

    Enforcers(List<SourceFile> files, Tests tests) {
        this.pack = files.stream()
                .filter(file -> PACK.stream().anyMatch(file::isMainSourceOf))
                .sorted(ORDER)
                .toList();
        this.demo = files.stream()
                .filter(file -> file.isMainSourceOf(DEMO))
                .sorted(ORDER)
                .toList();
        this.tests = tests;
        Stream.concat(pack.stream(), demo.stream())
                .forEach(file -> file.ids().forEach(id -> naming.computeIfAbsent(id, any -> new ArrayList<>())
                        .add(file)));
    }

    /** What the pack has for a requirement, sorted by name. */
    List<SourceFile> ofPack(Requirement requirement) {
        if (!requirement.by().contains(Obliged.PACK)) {
            return List.of();
        }
        List<SourceFile> found = naming(requirement.id(), pack);
        return found.isEmpty() && !CLASS.matcher(requirement.how()).find() ? tested(requirement.id()) : found;
    }

    /** What the demo's FHIR server and apps have for it, sorted by name. */
    List<SourceFile> ofDemo(Requirement requirement) {
        boolean theirs = requirement.by().contains(Obliged.FHIR_SERVER)
                || requirement.by().contains(Obliged.CLIENT);
        return theirs ? naming(requirement.id(), demo) : List.of();
    }

    private List<SourceFile> naming(String id, List<SourceFile> files) {
        return naming.getOrDefault(id, List.of()).stream()
                .filter(files::contains)
                .toList();
    }

    private List<SourceFile> tested(String id) {
        List<String> classes = tests.of(id).stream()
                .filter(test -> test.path().endsWith("Test.java"))
                .map(test -> test.path().replace("/src/test/", "/src/main/").replaceFirst("Test\\.java$", ".java"))
                .toList();
        return pack.stream().filter(file -> classes.contains(file.path())).toList();
    }

    /** The names of classes that a text has in brackets and no module has. */
    List<String> unknownIn(String how) {
        return CLASS.matcher(how)
                .results()
                .map(found -> found.group(1))
                .filter(name -> named(name).isEmpty())
                .toList();
    }

    /** The text, with links in place of the names of classes in brackets. */
    String withLinks(String how, ReportLinks links) {
        return CLASS.matcher(how)
                .replaceAll(found -> Matcher.quoteReplacement(
                        named(found.group(1)).map(links::to).orElse(found.group())));
    }

    /** A class of the pack or, where it has none of that name, of the demo. */
    private Optional<SourceFile> named(String name) {
        return Stream.concat(pack.stream(), demo.stream())
                .filter(file -> file.path().endsWith("/" + name + ".java"))
                .findFirst();
    }
}
