/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page of the module that the portal launches, from the login page on. */
record ModulePage(Page page) {

    ModulePage signIn(String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
        return this;
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** The section with this id: {@code launch}, {@code response}, {@code user}, {@code introspection}. */
    Locator section(String id) {
        return page.locator("#" + id);
    }

    String address() {
        return page.url();
    }

    KoppeltaalPage back() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the portal"))
                .click();
        page.locator("#launch:enabled").waitFor();
        return new KoppeltaalPage(page);
    }

    Looks looks() {
        return new Looks(page);
    }

    void picture(String name) {
        page.bringToFront();
        page.evaluate("scrollTo(0, 0)");
        Pictures.take(page, name, page.locator("html"), page.locator("main"));
    }
}
