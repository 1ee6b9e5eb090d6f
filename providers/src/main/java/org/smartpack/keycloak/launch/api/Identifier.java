/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.error.Refusal;

/** Checks the FHIR data type Identifier as far as possible: its members and their JSON types. */
final class Identifier {

    private static final String NAME = "fhirContext.identifier";
    private static final Set<String> TEXTS = Set.of("id", "use", "system", "value");
    private static final Set<String> OBJECTS = Set.of("type", "period", "assigner", "_use", "_system", "_value");
    private static final Set<String> USES = Set.of("usual", "official", "temp", "secondary", "old");

    private Identifier() {}

    static Object read(JsonNode identifier) throws Refusal {
        if (!identifier.isObject()) {
            throw Refusal.field(NAME, "is not an object");
        }
        for (Map.Entry<String, JsonNode> member : identifier.properties()) {
            check(member.getKey(), member.getValue());
        }
        ObjectNode present = identifier.deepCopy();
        present.removeIf(JsonNode::isNull);
        if (!present.has("value") && !present.has("system")) {
            throw Refusal.field(NAME, "has neither system nor value");
        }
        return JsonValues.plain(present);
    }

    private static void check(String member, JsonNode value) throws Refusal {
        boolean isRight;
        if (value.isNull() && (TEXTS.contains(member) || OBJECTS.contains(member) || member.equals("extension"))) {
            return;
        }
        if (TEXTS.contains(member)) {
            isRight = value.isTextual() && !value.textValue().isBlank();
        } else if (OBJECTS.contains(member)) {
            isRight = value.isObject() && !value.isEmpty();
        } else if (member.equals("extension")) {
            isRight = value.isArray() && !value.isEmpty();
        } else {
            throw Refusal.unknown(NAME + "." + member);
        }
        if (!isRight
                || member.equals("use") && !USES.contains(value.textValue())
                || member.equals("system") && !Field.isAbsoluteUri(value.textValue())) {
            throw Refusal.field(NAME + "." + member, "does not have the type that FHIR defines");
        }
    }
}
