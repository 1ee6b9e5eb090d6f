/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The tab of an app that was started on its own, while Keycloak asks the user who it is and what to choose. */
record StandaloneTab(Page page) {

    StandaloneTab signIn(String user) {
        new AppTab(page).signIn(user);
        return this;
    }

    StandaloneTab picture(String name) {
        Pictures.card(page, name);
        return this;
    }

    /** The tick of a scope on the page that says what the app may do. */
    Locator scope(String scope) {
        return page.locator("input[name=scope][value='" + scope + "']");
    }

    /** Waits for the page on which patients are chosen. */
    StandaloneTab expectPatients() {
        assertThat(heading("Choose a patient")).isVisible();
        return this;
    }

    /** The patients on the page, by what screen readers say of them. */
    List<String> patients() {
        expectPatients();
        return patientList().allInnerTexts();
    }

    private Locator patientList() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Patients"))
                .getByRole(AriaRole.BUTTON);
    }

    Locator patient(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** The field of the search form with a label. */
    Locator field(String label) {
        return page.getByRole(AriaRole.SEARCH).getByLabel(label);
    }

    StandaloneTab search(String label, String value) {
        field(label).fill(value);
        page.getByRole(AriaRole.SEARCH)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Search"))
                .click();
        return this;
    }

    StandaloneTab choose(String patient) {
        expectPatients();
        patient(patient).click();
        return this;
    }

    /** Waits for the page on which a visit is chosen. */
    StandaloneTab expectVisits() {
        assertThat(heading("Choose a visit")).isVisible();
        return this;
    }

    /** The first visit of the list. */
    Locator visit() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Visits"))
                .getByRole(AriaRole.BUTTON)
                .first();
    }

    StandaloneTab press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    /** Agrees to what the app asks for. */
    StandaloneTab agree() {
        agreement().click();
        return this;
    }

    /** The button that agrees on the page that lists what the app asks for. */
    Locator agreement() {
        return page.locator("[name=accept]");
    }

    AppTab app() {
        return new AppTab(page);
    }

    private Locator heading(String text) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text));
    }
}
