/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.UUID;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** An administrator makes mistakes in the console, and the console says which. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("A mistake in the admin console")
class MistakesConsoleIT {

    private AdminConsole console;
    private ClientPages pages;

    @BeforeEach
    void logIn(Demo demo, Browser browser) {
        console = AdminConsole.login(browser, demo.keycloakUrl());
        pages = new ClientPages(console);
        console.createRealm("clinic-" + UUID.randomUUID().toString().substring(0, 4));
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    /** Waits for the message, takes a picture of it, and puts it away. */
    private void expectRefusal(String text, String picture) {
        Locator message =
                console.page().getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text));
        assertThat(message.first()).isVisible();
        console.picture(picture, console.button("Save").first());
        console.expectError(text);
    }

    @Test
    @DisplayName("SMART-SCOPE-3 a misspelt SMART scope isn't created, and the message says what is wrong with it")
    void scope() {
        pages.openNewScope();
        console.textbox("Name").fill("system/observation.rs");
        console.button("Save").click();
        expectRefusal("system/observation.rs does not name a resource type", "scope-refused");
        console.textbox("Name").fill("system/Observation.rs");
        console.button("Save").click();
        console.expectMessage("Client scope created");
    }

    @Test
    @DisplayName("SMART-BS-3 settings of a signed JWT that can't work aren't saved, and the message says why")
    void client() {
        pages.createBackendService("lab-feed");
        pages.chooseSmartJwt();
        console.textbox("Signature algorithms").fill("RS384 HS256");
        console.button("Save").click();
        assertThat(console.dialog()).containsText("Change to smart-jwt?");
        console.button("Yes").click();
        expectRefusal("Signature algorithms", "client-refused");
        console.textbox("Signature algorithms").fill("RS384");
        pages.saveNewAuthenticator();
        console.tab("Keys").click();
        console.checkbox("Use JWKS URL").check(new Locator.CheckOptions().setForce(true));
        console.textbox("JWKS URL").fill("http://keys.example.org/lab-feed.json");
        console.button("Save").click();
        console.expectError("begins with http:");
        pages.useKeysAt("https://keys.example.org/lab-feed.json");
        assertThat(console.page().getByText("begins with http:", new Page.GetByTextOptions().setExact(false)))
                .hasCount(0);
    }
}
