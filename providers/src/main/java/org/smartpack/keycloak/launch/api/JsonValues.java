/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.math.BigInteger;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.caller.CleanText;
import org.smartpack.keycloak.error.Refusal;

/** Checks the JSON types of fields. The parser already limits the depth. */
final class JsonValues {

    private JsonValues() {}

    /** Whether all strings and names in it are clean, and all numbers finite: 1e999 would become an infinity. */
    static boolean areClean(JsonNode node) {
        if (node.isTextual()) {
            return CleanText.isClean(node.textValue());
        }
        if (node.isFloatingPointNumber()) {
            return Double.isFinite(node.doubleValue());
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!CleanText.isClean(member.getKey())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!areClean(child)) {
                return false;
            }
        }
        return true;
    }

    static String text(String name, JsonNode value) throws Refusal {
        if (!value.isTextual()) {
            throw Refusal.field(name, "is not a string");
        }
        return value.textValue();
    }

    static boolean bool(String name, JsonNode value) throws Refusal {
        if (!value.isBoolean()) {
            throw Refusal.field(name, "is not a boolean");
        }
        return value.booleanValue();
    }

    static BigInteger integer(String name, JsonNode value) throws Refusal {
        if (!value.isIntegralNumber()) {
            throw Refusal.field(name, "is not an integer");
        }
        return value.bigIntegerValue();
    }

    /** The value as strings, booleans, numbers, lists and maps. */
    static Object plain(JsonNode value) {
        return JsonSerialization.mapper.convertValue(value, Object.class);
    }
}
