/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The small EHR of the playground. */
record EhrPage(Page page) {

    private Locator radio(String group, String name) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(group))
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(name));
    }

    private Locator patient(String name) {
        return radio("Whose record is open", name);
    }

    EhrPage choose(String patient, String user) {
        patient(patient).check();
        radio("Who is working with it", user).check();
        return this;
    }

    /** What is under "What else the EHR says". */
    EhrPage say(String intent, String banner) {
        page.getByText("What else the EHR says").click();
        page.getByLabel("The visit that is open").check();
        page.getByLabel("Intent").fill(intent);
        page.getByLabel("Who shows the patient’s name at the top").selectOption(new String[] {banner});
        return this;
    }

    /** Presses the button; answers the tab that opens. */
    AppTab launch() {
        return opened(() -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Launch"))
                .click());
    }

    /** Chooses the third patient and launches, with the keyboard alone. */
    AppTab launchByKeyboard() {
        // What can be chosen comes after the page.
        page.locator("#launch:enabled").waitFor();
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the results")).isFocused();
        new Keyboard(page).tabTo(patient("Alice Archer"));
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(patient("Chidi Okafor")).isChecked();
        return opened(() -> page.keyboard().press("Enter"));
    }

    private AppTab opened(Runnable action) {
        Page tab = page.context().waitForPage(action);
        expectStatus("growth-chart opens in a new tab");
        return new AppTab(tab);
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** What the EHR told Keycloak, and what Keycloak said. */
    Locator exchange() {
        return page.locator("#exchange");
    }

    Looks looks() {
        return new Looks(page);
    }

    void picture(String name) {
        page.bringToFront();
        page.evaluate("scrollTo(0, 0)");
        Pictures.take(page, name, page.locator("html"), page.locator("#ehr"));
    }
}
