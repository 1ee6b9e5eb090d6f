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

/** The playground's page of New Zealand's classes, which the browser comes back to after each login. */
record NzPage(Page page) {

    private static final String USER = "hemi";

    /** Chooses a client; its rules are shown. */
    NzPage choose(String client) {
        page.locator("input[name=client][value=" + client + "]").check();
        return this;
    }

    /** Sends what obeys the rules of the class. */
    NzPage obey() {
        page.locator("#send").click();
        return this;
    }

    /** Presses the button that breaks a rule. */
    NzPage disobey(String how) {
        button(how).click();
        return this;
    }

    Locator button(String how) {
        return page.locator("#rules-body")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(how).setExact(true));
    }

    /** Signs in on Keycloak's page. */
    NzPage signIn() {
        page.locator("#username").fill(USER);
        page.locator("#password").fill(USER);
        page.locator("#kc-login").click();
        return this;
    }

    /** Agrees on Keycloak's page to what the app asks for. */
    NzPage agree() {
        page.locator("[name=accept]").click();
        return this;
    }

    /** Chooses a patient on Keycloak's page. */
    NzPage choosePatient(String name) {
        new StandaloneTab(page).choose(name);
        return this;
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** The rule that the status names. */
    String refusedBy() {
        return page.getByRole(AriaRole.STATUS).locator("b").innerText().replaceFirst(".*: ", "");
    }

    /** The client that is chosen. */
    String client() {
        return page.locator("input[name=client]:checked").inputValue();
    }

    /** The rules that are listed, each by its ids. */
    List<String> rules() {
        return page.locator("#rules-body b").allInnerTexts();
    }

    /** The checks of a section, each as a screen reader says it: whether it holds, then what. */
    List<String> checks(String section) {
        return page.locator("#" + section + " .checks li").all().stream()
                .map(item -> item.getByRole(AriaRole.IMG).getAttribute("aria-label") + ": "
                        + item.locator("span").last().evaluate("said => said.firstChild.data.trim()"))
                .toList();
    }

    Locator section(String id) {
        return page.locator("#" + id);
    }

    /** Request and outcome of each row, in order. */
    List<String> outcomes() {
        return page.locator("#reads tbody tr").all().stream()
                .map(row -> row.locator("code").innerText() + ": "
                        + row.locator(".badge").innerText().substring(2))
                .toList();
    }

    /** The address of the page, in which neither a code nor a token may stay. */
    String address() {
        return page.url();
    }
}
