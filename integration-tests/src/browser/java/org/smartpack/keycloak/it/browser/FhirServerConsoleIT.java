/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Browser;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A realm is made ready for EHR launches with nothing but the admin console. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
class FhirServerConsoleIT {

    private static final String FHIR = "https://ehr.example.org/fhir";

    private static final String SHOWN = "Scopes shown by introspection";

    private Demo demo;
    private String realm;
    private AdminConsole console;
    private ClientPages pages;

    @BeforeEach
    void logIn(Demo demo, Browser browser) {
        this.demo = demo;
        this.realm = "hospital-" + UUID.randomUUID().toString().substring(0, 4);
        this.console = AdminConsole.login(browser, demo.keycloakUrl());
        this.pages = new ClientPages(console);
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    @Test
    @DisplayName("LCTX-2, SMART-LAUNCH-1: FHIR server, EHR and app in the console; then the EHR registers a launch")
    void fromNothingToALaunchContext() {
        console.createRealm(realm);
        pages.createBackendService("hospital-fhir");
        pages.openNewMapper("hospital-fhir", "FHIR server");
        console.textbox("Name").fill("FHIR server");
        console.textbox("FHIR base URL").fill("ehr.example.org");
        console.button("Save").click();
        assertThat(console.page()
                        .getByText("FHIR base URL must be an http or https URL")
                        .first())
                .isVisible();
        console.closeMessages();
        console.textbox("FHIR base URL").fill(FHIR);
        console.resize(1100);
        console.picture("fhir-server-mapper", console.button("Save"));
        console.resize(AdminConsole.HEIGHT);
        console.button("Save").click();
        console.expectMessage("Mapping successfully created");

        pages.createBackendService("hospital-ehr");
        assertThat(register("growth").statusCode()).as("without the role").isEqualTo(403);
        pages.giveServiceAccountRole("Client roles", "launch-context-issuer");

        pages.createPublicApp("growth", "https://growth.example.org/callback");
        pages.openNewMapper("growth", "SMART app");
        console.textbox("Name").fill("SMART app");
        console.page().getByTestId("config.launch🍺url0").fill("https://growth.example.org/launch?tenant=1");
        console.picture("smart-app-mapper", console.button("Save"));
        console.button("Save").click();
        console.expectMessage("Mapping successfully created");

        Response answer = register("growth");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("launch_url"))
                .startsWith(
                        "https://growth.example.org/launch?tenant=1&iss=https%3A%2F%2Fehr.example.org%2Ffhir&launch=");

        console.link("Clients").first().click();
        console.link("hospital-fhir").first().click();
        pages.openMapper("hospital-fhir", "FHIR server");
        assertThat(console.textbox("FHIR base URL")).hasValue(FHIR);
    }

    @Test
    @DisplayName("INTRO-6, INTRO-7: who may introspect and what is shown, in the console; then a gateway asks")
    void introspection() {
        console.createRealm(realm);
        pages.createBackendService("hospital-fhir");
        pages.openNewMapper("hospital-fhir", "FHIR server");
        console.textbox("Name").fill("FHIR server");
        console.textbox("FHIR base URL").fill(FHIR);
        pages.fill(SHOWN, List.of("user/Observation.rs", "Observation"));
        console.button("Save").click();
        console.expectError("Scopes shown by introspection must be SMART scopes like user/Observation.rs");
        pages.fill(SHOWN, List.of("user/Observation.rs", "system/Observation.rs"));
        pages.saveNewMapper();

        pages.createBackendService("gateway");
        assertThat(introspect("gateway").statusCode()).as("without the role").isEqualTo(403);
        pages.giveServiceAccountRole("Client roles", "introspect");
        Response answer = introspect("gateway");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).isEqualTo(Map.of("active", false));

        pages.open("hospital-fhir");
        console.tab("Roles").click();
        for (String role : List.of("launch-context-issuer", "introspect", "introspect-any")) {
            assertThat(console.link(role)).isVisible();
        }
        pages.openMapper("hospital-fhir", "FHIR server");
        console.page().reload();
        assertThat(console.textbox(SHOWN)).hasCount(2);
        assertThat(console.textbox(SHOWN).first()).hasValue("user/Observation.rs");
        assertThat(console.textbox(SHOWN).last()).hasValue("system/Observation.rs");
    }

    private Realm realm() {
        return new Realm(new Admin(demo.keycloakUrl()), realm);
    }

    private Response introspect(String client) {
        return new Asker(realm()).ask(Caller.basic(client, secret(client)), "of-nobody");
    }

    private String secret(String client) {
        RealmClient found = realm().client(client);
        return found.realm().admin.get(found.path() + "/client-secret").path("value");
    }

    private Response register(String app) {
        boolean isKnown = realm().client(app).id() != null;
        return Caller.basic("hospital-ehr", secret("hospital-ehr"))
                .contentType(ContentType.JSON)
                .body(isKnown ? Map.of("patient", "1", "client_id", app) : Map.of("patient", "1"))
                .post(realm().url + "/smart/launch-context");
    }
}
