/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
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
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A new administrator sets the pack up by clicking and typing: no REST call, no restart, each time in a fresh realm.
 */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("In the admin console")
class ConsoleIT {

    private static final String CLIENT = "immunization-feed";

    private Demo demo;
    private String realm;
    private AdminConsole console;
    private ClientPages pages;

    @BeforeEach
    void logIn(Demo demo, Browser browser, TestInfo test) {
        this.demo = demo;
        this.realm = "clinic-" + UUID.randomUUID().toString().substring(0, 4);
        this.console = AdminConsole.login(browser, demo.keycloakUrl());
        this.pages = new ClientPages(console);
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    private SigningClient service(ClientKey key) {
        return new SigningClient(new Realm(new Admin(demo.keycloakUrl()), realm), CLIENT, key, "ES384");
    }

    private static List<String> granted(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return List.of(response.jsonPath().getString("scope").split(" "));
    }

    @Test
    @DisplayName("scope, client, allowance, authenticator, imported keys: then the client gets a part of the allowance")
    void fromNothingToAToken() {
        ClientKey key = ClientKey.ec(Curve.P_384).as("2026", KeyUse.SIGNATURE, "ES384");
        SigningClient service = service(key);

        console.createRealm(realm);
        pages.createScope("system/Immunization.rs");
        pages.createBackendService(CLIENT);
        pages.assign("system/Immunization.rs", "Optional");
        pages.chooseSmartJwt();
        console.picture("credentials", console.button("Save"));
        pages.saveNewAuthenticator();
        pages.importKeys(key.jwks());
        assertThat(console.tabPanel("Keys")).containsText("JSON Web Key Set");
        console.picture("keys", console.button("Import"));

        assertThat(granted(service.clientCredentials("system/Immunization.r")))
                .contains("system/Immunization.r")
                .doesNotContain("system/Immunization.rs");
        Response refused = service.clientCredentials("system/Patient.r");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error")).isEqualTo("invalid_scope");

        evaluate();
        settingsStayAfterALaterChange(service);
    }

    /** "Evaluate" lists the allowance and prints a token with it. */
    private void evaluate() {
        console.tab("Client scopes").click();
        console.tab("Evaluate").click();
        Locator panel = console.tabPanel("Evaluate");
        panel.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Scope parameter"))
                .click();
        console.option("system/Immunization.rs").click();
        console.page().keyboard().press("Escape");
        panel.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Type to filter"))
                .first()
                .fill("service-account");
        console.option("service-account-" + CLIENT).click();
        console.tab("Generated access token").click();
        Locator token = console.textbox("generatedAccessToken");
        assertThat(token)
                .hasValue(java.util.regex.Pattern.compile("\"scope\": \"[^\"]*\\bsystem/Immunization\\.rs\\b"));
        console.resize(1600);
        token.evaluate("area => area.scrollTop = area.scrollHeight");
        console.picture("evaluate", token);
        console.resize(AdminConsole.HEIGHT);
    }

    /** A setting is saved and shown again; the imported keys are still there. */
    private void settingsStayAfterALaterChange(SigningClient service) {
        console.tab("Credentials").click();
        console.choose("Accepted audiences", "issuer");
        pages.saveCredentials();
        console.page().reload();
        assertThat(console.select("Accepted audiences")).hasText("issuer");
        assertThat(console.select("Client Authenticator")).hasText("SMART signed JWT");

        Response refused = service.clientCredentials("system/Immunization.r");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("error")).isEqualTo("invalid_client");

        console.choose("Accepted audiences", "token-url");
        pages.saveCredentials();
        assertThat(granted(service.clientCredentials("system/Immunization.r"))).contains("system/Immunization.r");
    }

    @Test
    @DisplayName(
            "an allowance assigned as Default and keys behind a URL: all of it is granted when nothing is asked for")
    void keysBehindAUrl() {
        SigningClient service = service(ClientKey.demo("lab-feed"));

        console.createRealm(realm);
        pages.createScope("system/Immunization.rs");
        pages.createBackendService(CLIENT);
        pages.assign("system/Immunization.rs", "Default");
        pages.chooseSmartJwt();
        pages.saveNewAuthenticator();
        pages.sendKeysAt(demo.appUrl() + "keys/lab-feed.json");
        console.expectError("begins with http:");
        assertThat(service.clientCredentials("system/Immunization.r").statusCode())
                .as("nothing was saved")
                .isEqualTo(401);

        console.page().reload();
        console.tab("Credentials").click();
        console.checkbox("JWKS URL on a private network").check(new Locator.CheckOptions().setForce(true));
        pages.saveCredentials();
        pages.useKeysAt(demo.appUrl() + "keys/lab-feed.json");

        assertThat(granted(service.clientCredentials())).contains("system/Immunization.rs");
    }

    @Test
    @DisplayName("every parameter type of a client scope has a readable name")
    void parameterTypes() {
        console.createRealm(realm);
        pages.openNewScope();
        console.checkbox("Parameterized scope").check(new Locator.CheckOptions().setForce(true));
        console.select("Parameter type").click();

        assertThat(console.option("SMART allowance")).isVisible();
        assertThat(console.page().getByRole(AriaRole.OPTION).allInnerTexts())
                .hasSizeGreaterThan(2)
                .noneMatch(name -> name.contains("."));
    }

    @Test
    @DisplayName("a client policy takes the executor smart-scopes; its setting is explained, saved and shown again")
    void executor() {
        console.createRealm(realm);
        console.link("Realm settings").click();
        console.tab("Client policies").click();
        console.link("Create client profile").click();
        console.textbox("Client profile name").fill("lenient");
        console.button("Save").click();
        console.expectMessage("New client profile created");
        console.link("Add executor").click();
        console.select("Executor type").click();
        console.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText("smart-scopes"))
                .click();
        assertThat(console.select("Malformed or unknown SMART scope")).hasText("reject");
        console.choose("Malformed or unknown SMART scope", "drop");
        console.button("Malformed or unknown SMART scope").first().click();
        assertThat(console.page().getByText("the error names the scope")).isVisible();
        console.page().keyboard().press("Escape");
        console.picture("client-policy", console.button("Add"));
        console.button("Add").click();
        console.expectMessage("Success! Executor created successfully");

        console.link("smart-scopes").click();
        console.page().reload();
        assertThat(console.heading("smart-scopes")).isVisible();
        assertThat(console.select("Malformed or unknown SMART scope")).hasText("drop");
    }

    @Test
    @DisplayName("the provider info page shows the pack's version and that scopes are granted by rule")
    void providerInfo() {
        console.tab("Provider info").click();
        Locator row = console.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(console.page()
                                .getByRole(
                                        AriaRole.GRIDCELL,
                                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                                .setName("smart-pack")
                                                .setExact(true))));
        row.getByRole(AriaRole.BUTTON).click();

        assertThat(row).containsText("SMART Pack version" + Installation.version());
        assertThat(row).containsText("This Keycloak" + System.getProperty("keycloak.version"));
        assertThat(row).containsText("SMART scopes by ruleon");
        row.evaluate("row => row.scrollIntoView({block: 'center'})");
        console.picture("provider-info", row);
    }
}
