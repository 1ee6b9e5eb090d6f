/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.discovery;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Reads discovery documents. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    /** Where a well-known document of a realm is. */
    static String wellKnown(String realmUrl, String name) {
        return realmUrl + "/.well-known/" + name;
    }

    static String smart(String realmUrl) {
        return wellKnown(realmUrl, "smart-configuration");
    }

    static String openid(String realmUrl) {
        return wellKnown(realmUrl, "openid-configuration");
    }

    /** The document at a URL, which must be there. */
    static JsonNode read(String url) {
        return parse(text(url));
    }

    static String text(String url) {
        return given().get(url).then().statusCode(200).extract().asString();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** A list of strings, which must be there. */
    static List<String> strings(JsonNode document, String member) {
        assertThat(document.has(member)).as("%s in %s", member, document).isTrue();
        return document.get(member).valueStream().map(JsonNode::textValue).toList();
    }
}
