/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.nimbusds.jwt.JWTParser;
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
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An empty realm becomes a Koppeltaal domain with nothing but the admin console, as docs/koppeltaal.md has it. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
class KoppeltaalConsoleIT {

    private static final String FHIR = "https://koppeltaal.example.org/fhir";
    private static final String OWN = "system/Goal.cruds?resource-origin={own}";
    private static final String GRANTED = "system/Goal.r?resource-origin={granted}";

    /** As docs/koppeltaal.md says. */
    private static final int DOMAIN_CLICKS = 17;

    private static final int APPLICATION_CLICKS = 21;

    private Demo demo;
    private String realm;
    private AdminConsole console;
    private ClientPages pages;
    private KoppeltaalPages koppeltaal;

    @BeforeEach
    void logIn(Demo demo, Browser browser) {
        this.demo = demo;
        this.realm = "domain-" + UUID.randomUUID().toString().substring(0, 4);
        this.console = AdminConsole.login(browser, demo.keycloakUrl());
        this.pages = new ClientPages(console);
        this.koppeltaal = new KoppeltaalPages(console, pages);
        console.createRealm(realm);
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    @Test
    @DisplayName("KT-SCP-1, KT-DOM-3, KT-BS-4: domain, applications, role, permissions, sharing; then the tokens")
    void fromNothingToTokens() throws Exception {
        domain();
        koppeltaal.addDutch();
        ClientKey key = ClientKey.rsa();
        koppeltaal.applicationWithKeys("planner", key.jwks());
        pages.open("planner");
        console.tab("Credentials").click();
        assertThat(console.textbox("Signature algorithms")).hasValue("RS384 ES384 RS512");
        countClicks();
        koppeltaal.application("portal", "https://portal.example.org/jwks.json");
        assertThat(clicks()).as("clicks for an application").isEqualTo(APPLICATION_CLICKS);
        koppeltaal.role("coach");
        koppeltaal.permission(OWN, "coach");
        koppeltaal.permission(GRANTED, "coach");

        assertThat(token("planner", key).<String>path("scope"))
                .as("no role yet")
                .isNullOrEmpty();
        pages.open("planner");
        pages.giveServiceAccountRole("Realm roles", "coach");
        Response token = token("planner", key);
        assertThat(token.<String>path("scope")).isEqualTo("system/Goal.cruds?resource-origin=Device/planner");
        var jwt = JWTParser.parse(token.path("access_token"));
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS512");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("fhir-server");

        pages.open("portal");
        pages.createRole("share-data");
        pages.open("planner");
        pages.giveServiceAccountRole("Client roles", "share-data");
        assertThat(token("planner", key).<String>path("scope"))
                .isEqualTo("system/Goal.cruds?resource-origin=Device/planner "
                        + "system/Goal.rs?resource-origin=Device/portal");
    }

    /** Key, FHIR service, domain; what can't be is refused in plain words. */
    private void domain() {
        countClicks();
        pages.createBackendService("fhir-server");
        pages.openNewMapper("fhir-server", "FHIR server");
        console.textbox("Name").fill("FHIR server");
        console.textbox("FHIR base URL").fill(FHIR);
        pages.saveNewMapper();
        pages.openAnotherMapper("Koppeltaal domain");
        console.textbox("Name").fill("Koppeltaal domain");
        console.textbox("Audit code: introspect").fill("no code");
        console.button("Save").click();
        console.expectError("An audit code must be up to 64 letters, digits, hyphens and dots");
        console.textbox("Audit code: introspect").fill("110122");
        console.resize(1300);
        console.picture("koppeltaal-domain-mapper", console.button("Save"));
        console.resize(AdminConsole.HEIGHT);
        pages.saveNewMapper();
        assertThat(clicks())
                .as("clicks for the domain, with one save that is refused")
                .isEqualTo(DOMAIN_CLICKS + 1);
    }

    /** Begins to count; only the mouse fires this event, once a click. */
    private void countClicks() {
        String count = "() => { sessionStorage.clicks = 0; if (!window.counting) { window.counting = true; "
                + "addEventListener('pointerdown', e => { if (e.isTrusted) sessionStorage.clicks++ }, true) } }";
        console.page().evaluate(count);
    }

    private int clicks() {
        return ((Number) console.page().evaluate("() => Number(sessionStorage.clicks)")).intValue();
    }

    private Response token(String client, ClientKey key) {
        Response answer = new SigningClient(new Realm(new Admin(demo.keycloakUrl()), realm), client, key, "RS512")
                .clientCredentials();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    @Test
    @DisplayName("KT-AUTHZ-3, KT-AUTHZ-4: identity providers of a module, and the mapper for who the user is")
    void identityProviders() {
        String discovery = demo.keycloakUrl() + "/realms/smart/.well-known/openid-configuration";
        koppeltaal.identityProvider("hospital-login", discovery);
        koppeltaal.userMapper("email");
        koppeltaal.anotherIdentityProvider("citizen-login", discovery);

        pages.createBackendService("module");
        pages.openNewMapper("module", "Koppeltaal application");
        console.textbox("Name").fill("Koppeltaal application");
        console.checkbox("Launched with HTI tokens").check(new Locator.CheckOptions().setForce(true));
        pages.fill("Patient: identity providers", List.of("citizen-login", "no-such"));
        console.button("Save").click();
        console.expectError("Patient: the realm has no identity provider with one of these aliases");
        pages.fill("Patient: identity providers", List.of("citizen-login", "hospital-login"));
        console.textbox("Patient: claim").fill("email");
        console.button("Save").click();
        console.expectError("Patient: claim and identifier system need each other and an identity provider");
        console.textbox("Patient: identifier system").fill("https://hospital.example.org/mail");
        console.resize(1500);
        console.picture("koppeltaal-application-mapper", console.button("Save"));
        console.resize(AdminConsole.HEIGHT);
        pages.saveNewMapper();

        console.link("Koppeltaal application").click();
        console.page().reload();
        assertThat(console.checkbox("Launched with HTI tokens")).isChecked();
        assertThat(console.textbox("Patient: identity providers")).hasCount(2);
        assertThat(console.textbox("Patient: identity providers").first()).hasValue("citizen-login");
        assertThat(console.textbox("Patient: identity providers").last()).hasValue("hospital-login");
        assertThat(console.textbox("Patient: identifier system")).hasValue("https://hospital.example.org/mail");
    }

    @Test
    @DisplayName("KT-DOM-2: a client whose id can be no Device's is no application")
    void noDevice() {
        pages.createBackendService("not_a_device");
        pages.openNewMapper("not_a_device", "Koppeltaal application");
        console.textbox("Name").fill("Koppeltaal application");
        console.button("Save").click();
        console.expectError("The client id must be the id of a Device: up to 64 letters, digits, hyphens and dots");
    }
}
