/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The small EHR of the playground. */
record EhrPage(Page page) {

    private static final double EXPIRY = 60_000;

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

    /** Chooses an app that the page offers by its client id. */
    EhrPage app(String clientId) {
        radio("Which app to open", clientId).check();
        return this;
    }

    /** Opens an app that isn't in the list. */
    EhrPage anotherApp(String clientId, String launchUrl) {
        app("Another app");
        page.getByLabel("Client ID").fill(clientId);
        page.getByLabel("Launch URL").fill(launchUrl);
        return this;
    }

    /** What is chosen under "What goes wrong". */
    EhrPage wrong(String what) {
        page.getByText("What goes wrong").click();
        page.getByLabel("See what the app is told when").selectOption(new SelectOption().setLabel(what));
        return this;
    }

    /** The client ids of the apps that the page offers. */
    Locator apps() {
        return page.locator("#apps b");
    }

    /** The address that the button puts on the clipboard. */
    String linkToSetUp() {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByText("Copy a link to this set-up").click();
        assertThat(page.locator("#share .said")).hasText("Copied");
        return (String) page.evaluate("navigator.clipboard.readText()");
    }

    Locator chosen(String group) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(group))
                .locator("input:checked");
    }

    Locator field(String label) {
        return page.getByLabel(label);
    }

    /** Presses the button; answers the tab that opens. */
    AppTab launch() {
        return launch("growth-chart");
    }

    /** The same for an app with another client id. */
    AppTab launch(String clientId) {
        return opened(clientId, () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Launch"))
                .click());
    }

    /** Has the app opened in a frame of the EHR's page; answers what is in the frame. */
    AppFrame launchInside(String clientId) {
        page.getByLabel("Open inside the EHR").check();
        page.locator("#launch").click();
        expectStatus(clientId + " opens inside the EHR");
        return new AppFrame(page);
    }

    /** The next launches open tabs again. */
    EhrPage outside() {
        page.getByLabel("Open inside the EHR").uncheck();
        return this;
    }

    /** Presses the button, and waits until the launch has expired; answers the tab, in which nothing is open yet. */
    AppTab launchLate() {
        Page tab = page.context().waitForPage(() -> page.locator("#launch").click());
        expectStatus("The launch is left to expire");
        page.locator("#launch:enabled").waitFor(new Locator.WaitForOptions().setTimeout(EXPIRY));
        return new AppTab(tab);
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
        return opened("growth-chart", () -> page.keyboard().press("Enter"));
    }

    private AppTab opened(String clientId, Runnable action) {
        Page tab = page.context().waitForPage(action);
        expectStatus(clientId + " opens in a new tab");
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
