/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.path.json.JsonPath;
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
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An administrator walks {@code docs/quickstart.md} in an empty realm, and counts the clicks. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
class QuickStartIT {

    private static final String FHIR = "https://ehr.example.org/fhir";

    private final Clicks clicks = new Clicks();

    private Browser browser;
    private Realm realm;
    private QuickStart docs;
    private AdminConsole console;
    private String address;
    private Demo demo;

    @BeforeEach
    void emptyRealm(Demo demo, Browser browser) {
        this.demo = demo;
        this.browser = browser;
        realm = new Realm(
                new Admin(demo.keycloakUrl()),
                "clinic-" + UUID.randomUUID().toString().substring(0, 4));
        docs = QuickStart.of(realm.name);
        console = AdminConsole.login(browser, demo.keycloakUrl());
        console.createRealm(realm.name);
        address = demo.keycloakUrl() + "/admin/master/console/";
        clicks.watch(console.page());
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    private void open(String page) {
        clicks.open(console.page(), address, "#/" + realm.name + "/" + page);
    }

    private void browse(String name, String content) {
        Locator browse = console.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Browse")));
        FileChooser chooser = console.page().waitForFileChooser(() -> clicks.click("Browse", browse));
        chooser.setFiles(new FilePayload(name, "application/json", content.getBytes(StandardCharsets.UTF_8)));
    }

    private void importClient(String clientId, String content) {
        open("clients/import-client");
        assertThat(console.heading("Import client")).isVisible();
        browse(clientId + ".json", content);
        assertThat(console.textbox("Client ID")).hasValue(clientId);
        clicks.click("Save", console.button("Save"));
        assertThat(console.heading(clientId)).isVisible();
    }

    private void importRest() {
        open("realm-settings/general");
        clicks.click("Action", console.button("Action"));
        clicks.click("Partial import", console.menuItem("Partial import"));
        browse("clinic.json", docs.file("clinic.json"));
        clicks.click("2 Users", console.page().getByTestId("users-checkbox"));
        clicks.click("2 Clients", console.page().getByTestId("clients-checkbox"));
        console.picture("partial-import", console.page().getByTestId("confirm"));
        clicks.click("Import", console.page().getByTestId("confirm"));
        clicks.click("Close", console.page().getByTestId("close-button"));
    }

    private String secret() {
        open("clients");
        clicks.click("ehr", console.link("ehr").first());
        clicks.click("Credentials", console.tab("Credentials"));
        Locator secret = console.page().locator("#kc-client-secret");
        assertThat(secret).isVisible();
        // The button with the eye, which has no name.
        clicks.click("Client Secret", secret.locator("xpath=following::button[1]"));
        assertThat(secret).hasAttribute("type", "text");
        return secret.inputValue();
    }

    /** The user signs in and chooses a password of their own. */
    private void signIn(Page page) {
        page.locator("#username").fill("bob");
        page.locator("#password").fill("once-and-for-the-first-time");
        clicks.click("Sign In", button(page, "Sign In"));
        page.locator("#password-new").fill("a password of bob's own");
        page.locator("#password-confirm").fill("a password of bob's own");
        clicks.click("Submit", button(page, "Submit"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private void assertNothingFound() {
        assertThat(realm.admin.get(realm.path("/smart-check")).jsonPath().getList("findings"))
                .isEmpty();
    }

    @Test
    @DisplayName("SETUP-6: from an empty realm to the first launch of an app of one's own in 15 clicks")
    void firstLaunch() {
        importClient("fhir-server", docs.file("fhir-server.json"));
        importRest();
        FirstLaunch launch = new FirstLaunch(realm, FHIR, secret());
        try (Page page = browser.newContext().newPage()) {
            page.setDefaultTimeout(Chromium.PATIENCE);
            launch.serveApp(page);
            clicks.watch(page);
            page.navigate(launch.register("pat-1", "Practitioner/9"));
            signIn(page);
            Response tokens = launch.redeem(page);

            assertThat(tokens.<String>path("patient")).isEqualTo("pat-1");
            assertThat(tokens.<String>path("scope").split(" ")).contains("launch", "patient/Observation.rs");
            JsonPath token = Jwt.claims(tokens.<String>path("access_token"));
            assertThat(token.getList("aud", String.class)).contains(FHIR, "fhir-server");
            assertThat(token.getString("fhirUser")).isEqualTo("Practitioner/9");
            clicks.assertAre(docs.steps("The first launch"), 15, page);
        }
        assertNothingFound();
    }

    private void assertToken(SigningClient service) {
        Response answer = service.clientCredentials("system/Patient.rs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("scope")).isEqualTo("system/Patient.rs");
        assertThat(Jwt.claims(answer.<String>path("access_token")).getList("aud", String.class))
                .containsExactlyInAnyOrder(FHIR, "fhir-server");
    }

    @Test
    @DisplayName("SETUP-6: from an empty realm to a backend service's token for the FHIR server in 12 clicks")
    void backendService() {
        ClientKey key = ClientKey.rsa().as("2026", KeyUse.SIGNATURE, "RS384");
        importClient("fhir-server", docs.file("fhir-server.json"));
        importClient("my-service", docs.file("my-service.json"));
        clicks.click("Keys", console.tab("Keys"));
        clicks.click("Import", console.button("Import"));
        clicks.click("Archive format", console.select("Archive format"));
        clicks.click("JSON Web Key Set", console.option("JSON Web Key Set"));
        browse("my-service.jwks.json", key.jwks());
        assertThat(console.button("Clear")).isEnabled();
        clicks.click(
                "Import",
                console.dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Import")));
        console.expectMessage("New certificate imported");

        assertToken(new SigningClient(realm, "my-service", key, "RS384"));
        clicks.assertAre(docs.steps("A backend service"), 12, console.page());
        assertNothingFound();
    }

    @Test
    @DisplayName("SETUP-6: with a JWKS URL in the file the service's token takes four clicks")
    void keysBehindAUrl() {
        importClient("fhir-server", docs.file("fhir-server.json"));
        String attributes =
                """
                {"attributes": {"use.jwks.url": "true", "jwks.url": "%skeys/lab-feed.json",
                 "smart.jwt.private.addresses": "true"},"""
                        .formatted(demo.appUrl());
        importClient("my-service", docs.file("my-service.json").replaceFirst("\\{", attributes));

        assertToken(new SigningClient(realm, "my-service", ClientKey.demo("lab-feed"), "ES384"));
        List<String> steps = docs.steps("A backend service");
        clicks.assertAre(steps.subList(0, steps.indexOf("Keys")), 4, console.page());
    }
}
