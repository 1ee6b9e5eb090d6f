/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The tab of the sample app, from the login page on. */
record AppTab(Page page) {

    private static final Pattern AUTHORIZATION = Pattern.compile("/protocol/openid-connect/auth|/login-actions/");

    AppTab signIn(String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
        return this;
    }

    /** The consent page: what the user is asked to agree to. */
    List<String> consent() {
        Locator items = page.locator(".smart-group legend, li.smart-scope, .smart-given li");
        assertThat(items.first()).isVisible();
        return items.allInnerTexts().stream().map(String::strip).toList();
    }

    AppTab accept() {
        page.locator("[name=accept]").click();
        return this;
    }

    void refuse() {
        page.locator("[name=cancel]").click();
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** The bar on top that says whose record it is. */
    Locator banner() {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("Patient").setExact(true));
    }

    Locator region(String title) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
    }

    Locator user() {
        return page.locator("#user");
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    void press(String button) {
        button(button).click();
    }

    void expectNoButton(String button) {
        assertThat(button(button)).isHidden();
    }

    void reload() {
        page.reload();
    }

    void go(String address) {
        page.navigate(address);
    }

    String address() {
        return page.url();
    }

    /** The tokens that the tab holds. */
    Map<?, ?> tokens() {
        return (Map<?, ?>)
                page.evaluate(
                        """
                () => {
                  const grant = JSON.parse(sessionStorage.getItem("growth-chart.grant") ?? "{}");
                  return Object.fromEntries(
                    ["accessToken", "refreshToken", "idToken"].filter((name) => grant[name]).map((name) => [name, grant[name]]));
                }
                """);
    }

    /** Whether the tab is at Keycloak, where somebody has to do something. */
    boolean isAtKeycloak() {
        return AUTHORIZATION.matcher(page.url()).find();
    }

    Looks looks() {
        return new Looks(page);
    }

    void pictureOfConsent(String name) {
        page.bringToFront();
        Pictures.take(page, name, page.locator("#kc-header"), page.locator(".pf-v5-c-login__main"));
    }

    void picture(String name, Locator last) {
        page.bringToFront();
        page.evaluate("scrollTo(0, 0)");
        Pictures.take(page, name, page.locator("html"), last);
    }
}
