/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.testkit.LoginPages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The Spring Boot application {@code client} of {@code clients/spring}, as docs/clients.md shows it. */
@ClientTest
@DisplayName("Spring Security's OAuth 2.0 client")
class SpringClientIT {

    private SpringApplication application;

    @BeforeAll
    void start(DemoRealm realm) {
        int port = ClientProcess.freePort();
        realm.allowRedirect("signed-app", "http://127.0.0.1:" + port + "/callback");
        realm.allowRedirect("web-app", "http://127.0.0.1:" + port + "/callback");
        application = SpringApplication.start(
                realm,
                "client",
                port,
                Map.of(
                        "backend-rs384", DemoKey.of("bulk-client", "RS384"),
                        "backend-es384", DemoKey.of("bulk-client", "ES384"),
                        "backend-foreign", DemoKey.foreign("bulk-client"),
                        "app-rs384", DemoKey.of("signed-app", "RS384"),
                        "app-es384", DemoKey.of("signed-app", "ES384"),
                        "app-foreign", DemoKey.foreign("signed-app")));
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    /** The EHR opens the app for a patient, and drbob signs in. */
    private Response launch(DemoRealm realm, LoginPages browser, String registration, String patient) {
        String launch = realm.register(Map.of("patient", patient));
        return browser.visitApplication(
                application.url() + "/launch/" + registration + "?iss="
                        + URLEncoder.encode(realm.fhirBaseUrl(), StandardCharsets.UTF_8) + "&launch="
                        + URLEncoder.encode(launch, StandardCharsets.UTF_8),
                "drbob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend-rs384", "backend-es384"})
    @DisplayName("SMART-BS-3 SMART-BS-21: a backend service gets a token with its key, and reads with it")
    void backend(String registration) {
        Response read = given().get(application.url() + "/backend/" + registration + "/Patient/pat-1");
        assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
        assertThat(read.jsonPath().getString("id")).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("SMART-BS-3: a backend service reports invalid_client for a key that isn't registered")
    void foreignKey(DemoRealm realm) {
        Response read = given().get(application.url() + "/backend/backend-foreign/Patient/pat-1");
        assertThat(read.statusCode()).isEqualTo(502);
        assertThat(read.asString()).contains("invalid_client");
        realm.expectRefusal("bulk-client", "the signature is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-rs384", "app-es384", "app-secret"})
    @DisplayName("SMART-LAUNCH-3 SMART-LAUNCH-4: an app is launched for a patient, knows the user, refreshes and reads")
    void app(String registration, DemoRealm realm) {
        LoginPages browser = realm.browser();
        Response me = launch(realm, browser, registration, "pat-3");
        assertThat(me.statusCode()).as(me.asString()).isEqualTo(200);
        assertThat(me.jsonPath().getString("patient")).isEqualTo("pat-3");
        assertThat(me.jsonPath().getString("fhirUser")).endsWith("Practitioner/prac-1");
        Response patient = browser.open(application.url() + "/patient");
        assertThat(patient.statusCode()).as(patient.asString()).isEqualTo(200);
        assertThat(patient.jsonPath().getString("id")).isEqualTo("pat-3");
        String first = browser.open(application.url() + "/token").asString();
        String second = browser.open(application.url() + "/token").asString();
        assertThat(second).isNotEqualTo(first);
        assertThat(realm.told(second).getString("patient")).isEqualTo("pat-3");
        assertThat(browser.open(application.url() + "/me").jsonPath().getString("patient"))
                .isEqualTo("pat-3");
    }

    @Test
    @DisplayName("SMART-BS-27: an app reports invalid_client when it signs with a key that isn't registered")
    void foreignKeyOfApp(DemoRealm realm) {
        Response refused = launch(realm, realm.browser(), "app-foreign", "pat-3");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.asString()).contains("invalid_client");
        realm.expectRefusal("signed-app", "the signature is not valid");
    }
}
