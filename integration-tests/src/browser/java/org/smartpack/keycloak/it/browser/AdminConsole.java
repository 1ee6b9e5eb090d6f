/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.smartpack.keycloak.testkit.Installation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Keycloak's admin console in a browser window of its own: what all of its pages have, found by role and label. */
final class AdminConsole implements AutoCloseable {

    private static final int WIDTH = 1280;
    static final int HEIGHT = 900;

    private final Page page;

    private AdminConsole(Page page) {
        this.page = page;
    }

    /** Logs the administrator in at the master realm. */
    static AdminConsole login(Browser browser, String keycloakUrl) {
        Page page = browser.newPage(new Browser.NewPageOptions()
                .setViewportSize(WIDTH, HEIGHT)
                .setLocale("en-GB")
                .setColorScheme(ColorScheme.LIGHT));
        page.setDefaultTimeout(Chromium.PATIENCE);
        page.setDefaultNavigationTimeout(Chromium.PATIENCE);
        page.navigate(keycloakUrl + "/admin/master/console/");
        AdminConsole console = new AdminConsole(page);
        console.textbox("Username or email").fill("admin");
        console.textbox("Password").fill("admin");
        console.button("Sign In").click();
        assertThat(console.heading("master realm")).isVisible();
        return console;
    }

    Page page() {
        return page;
    }

    void createRealm(String name) {
        link("Manage realms").click();
        button("Create realm").click();
        textbox("Realm name").fill(name);
        button("Create").click();
        expectMessage("Realm created successfully");
        assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Global")))
                .containsText(Pattern.compile(name + "\\s*Current realm"));
    }

    void openRealm(String name) {
        link("Manage realms").click();
        link(name).click();
    }

    /** Waits for the message that says so, and puts it and all others away. */
    void expectMessage(String text) {
        Locator message = page.getByText(text, new Page.GetByTextOptions().setExact(true));
        assertThat(message.first()).isVisible();
        closeMessages();
    }

    /** Waits for the message that a value can't be saved, which is all that the administrator is told. */
    void expectError(String text) {
        Locator message = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text));
        assertThat(message.first()).isVisible();
        assertThat(message.first()).not().containsText("rror\":");
        closeMessages();
    }

    void closeMessages() {
        Locator close = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close alert"));
        // In one go: a message that goes by itself meanwhile is no failure.
        close.evaluateAll("buttons => buttons.forEach(button => button.click())");
        assertThat(close).hasCount(0);
    }

    /** Chooses from a drop-down list, which may still be waiting for its options. */
    void choose(String label, String option) {
        select(label).click();
        option(option).click();
        assertThat(select(label)).hasText(option);
    }

    /** A drop-down list; the question mark beside it may have the same name and comes first. */
    Locator select(String label) {
        return button(label).last();
    }

    /** Lets the window grow, for pictures of long pages. */
    void resize(int height) {
        page.setViewportSize(WIDTH, height);
    }

    /** Leaves a picture of the window as it is, for whoever wonders why a test failed. */
    void lastPicture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Installation.result("pictures/last/" + name + ".png")));
    }

    /** Takes a picture from the header, hidden from assistive tools while a dialog is open, to {@code last}. */
    void picture(String name, Locator last) {
        Pictures.take(page, name, page.locator("header").first(), last);
    }

    Locator button(String name) {
        return exactly(AriaRole.BUTTON, name);
    }

    Locator checkbox(String name) {
        return exactly(AriaRole.CHECKBOX, name);
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator heading(String name) {
        return exactly(AriaRole.HEADING, name);
    }

    Locator link(String name) {
        return exactly(AriaRole.LINK, name);
    }

    Locator menuItem(String name) {
        return exactly(AriaRole.MENUITEM, name);
    }

    Locator option(String name) {
        return exactly(AriaRole.OPTION, name);
    }

    Locator tab(String name) {
        return exactly(AriaRole.TAB, name);
    }

    Locator tabPanel(String name) {
        return exactly(AriaRole.TABPANEL, name);
    }

    Locator textbox(String name) {
        return exactly(AriaRole.TEXTBOX, name);
    }

    private Locator exactly(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        page.close();
    }
}
