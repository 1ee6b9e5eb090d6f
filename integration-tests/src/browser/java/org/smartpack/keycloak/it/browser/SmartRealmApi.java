/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.Demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the EHR and the FHIR server ask of the demo's realm {@code smart}. */
record SmartRealmApi(Demo demo) {

    private String url() {
        return demo.keycloakUrl() + "/realms/smart";
    }

    /** The EHR registers a launch context; answers the launch value. */
    String register(Map<String, Object> context) {
        Response response = given().auth()
                .preemptive()
                .basic("ehr", "ehr-secret")
                .contentType(ContentType.JSON)
                .body(context)
                .post(url() + "/smart/launch-context");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("launch");
    }

    /** What Keycloak tells the FHIR server of a token. */
    JsonPath introspect(String token) {
        Response response = given().auth()
                .preemptive()
                .basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(url() + "/protocol/openid-connect/token/introspect");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath();
    }
}
