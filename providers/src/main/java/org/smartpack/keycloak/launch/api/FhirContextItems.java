/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.LaunchContext;

/** Reads the objects in {@code fhirContext} (SMART-CTX-3, SMART-CTX-4). */
final class FhirContextItems {

    private static final String NAME = LaunchContext.FHIR_CONTEXT;
    private static final Set<String> MEMBERS = Set.of("reference", "canonical", "identifier", "type", "role");

    /** The roles that SMART itself defines; all others are absolute URIs. */
    private static final Set<String> RELATIVE_ROLES = Set.of("launch");

    /** Types that have their own launch context parameters. */
    private static final Set<String> NOT_AS_LAUNCH = Set.of("Patient", "Encounter");

    private final List<String> fhirBases;

    FhirContextItems(Collection<String> fhirBases) {
        this.fhirBases = List.copyOf(fhirBases);
    }

    Map<String, Object> read(JsonNode item) throws Refusal {
        if (!item.isObject()) {
            throw Refusal.field(NAME, "has an item that is not an object");
        }
        Map<String, Object> read = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : item.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw Refusal.unknown(NAME + "." + member.getKey());
            }
            if (!member.getValue().isNull()) {
                read.put(member.getKey(), member(member.getKey(), member.getValue(), types));
            }
        }
        if (!read.containsKey("reference") && !read.containsKey("canonical") && !read.containsKey("identifier")) {
            throw Refusal.field(NAME, "has an item without reference, canonical or identifier");
        }
        if (types.size() > 1) {
            throw Refusal.field(NAME, "has an item whose type is not that of its reference");
        }
        boolean isLaunch = read.getOrDefault("role", "launch").equals("launch");
        if (isLaunch && types.stream().anyMatch(NOT_AS_LAUNCH::contains)) {
            throw Refusal.field(NAME, "has a Patient or an Encounter without a role other than launch");
        }
        return read;
    }

    private Object member(String name, JsonNode value, Set<String> types) throws Refusal {
        if (name.equals("identifier")) {
            return Identifier.read(value);
        }
        String text = JsonValues.text(NAME + "." + name, value);
        switch (name) {
            case "reference" -> types.add(type(text));
            case "type" -> types.add(Field.resourceType(NAME + ".type", text));
            case "canonical" -> canonical(text);
            default -> role(text);
        }
        return text;
    }

    private String type(String reference) throws Refusal {
        return relative(reference)
                .flatMap(FhirReference::parse)
                .map(FhirReference::type)
                .orElseThrow(() -> Refusal.field(
                        NAME + ".reference",
                        "is not Type/id, alone or below the base URL of a FHIR server of the realm"));
    }

    private Optional<String> relative(String reference) {
        if (reference.indexOf(':') < 0) {
            return Optional.of(reference);
        }
        return fhirBases.stream()
                .filter(base -> reference.startsWith(base + "/"))
                .map(base -> reference.substring(base.length() + 1))
                .filter(rest -> FhirReference.parse(rest).isPresent())
                .findFirst();
    }

    /** A URL, optionally with {@code |version}. */
    private static void canonical(String text) throws Refusal {
        int bar = text.indexOf('|');
        String version = bar < 0 ? "1" : text.substring(bar + 1);
        boolean isVersion = !version.isBlank() && version.length() <= Field.MAX_TEXT && version.indexOf('|') < 0;
        if (!isVersion || !Field.isAbsoluteUri(bar < 0 ? text : text.substring(0, bar))) {
            throw Refusal.field(NAME + ".canonical", "is not an absolute URL, with or without |version");
        }
    }

    private static void role(String text) throws Refusal {
        if (!RELATIVE_ROLES.contains(text) && !Field.isAbsoluteUri(text)) {
            throw Refusal.field(NAME + ".role", "is neither launch nor an absolute URI");
        }
    }
}
