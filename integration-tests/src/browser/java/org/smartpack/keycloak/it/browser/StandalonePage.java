/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The playground's page for an app that no EHR opens. */
record StandalonePage(Page page) {

    private Locator radio(String user) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Who will sign in"))
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(user));
    }

    StandalonePage choose(String user) {
        radio(user).check();
        return this;
    }

    StandalonePage askForVisit() {
        page.getByLabel("The app asks for a visit").check();
        return this;
    }

    /** Presses the button; answers the tab that opens, at Keycloak. */
    StandaloneTab start() {
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start growth-chart"));
        return new StandaloneTab(page.context().waitForPage(button::click));
    }

    /** Starts the app for the first user and a visit, with the keyboard alone. */
    StandaloneTab startByKeyboard() {
        Keyboard keyboard = new Keyboard(page);
        keyboard.tabTo(radio("drbob"));
        page.keyboard().press("ArrowDown");
        assertThat(radio("alice")).isChecked();
        page.keyboard().press("ArrowUp");
        keyboard.tabTo(page.getByLabel("The app asks for a visit"));
        page.keyboard().press("Space");
        keyboard.tabTo(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start growth-chart")));
        return new StandaloneTab(
                page.context().waitForPage(() -> page.keyboard().press("Enter")));
    }

    void picture(String name) {
        Pictures.part(page.locator("#start"), name);
    }

    Locator scopes() {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What the app asks for"));
    }
}
