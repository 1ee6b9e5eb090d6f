/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page of the module that the portal launches, from the login page on. */
record ModulePage(Page page) {

    private static final Pattern TECHNICAL =
            Pattern.compile("invalid|denied|error|token|jwt|refused", Pattern.CASE_INSENSITIVE);

    ModulePage signIn(String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
        return this;
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** Keycloak or the module refused, and that is all that its user sees: no token, nothing technical. */
    void expectRefusal(String sentence, String reference) {
        expectStatus(sentence);
        assertThat(page.locator("#status .reference code")).hasText(reference);
        assertThat(page.getByRole(AriaRole.STATUS)).not().containsText(TECHNICAL);
        for (String shown : List.of("launch", "response", "user", "introspection")) {
            assertThat(section(shown)).isHidden();
        }
        assertThat(developers()).isHidden();
    }

    /** What is folded up, for developers. */
    Locator developers() {
        return page.locator("#refusal pre");
    }

    /** Opens it with the keyboard. */
    ModulePage unfold() {
        Locator summary = page.locator("#refusal summary");
        summary.focus();
        summary.press("Enter");
        return this;
    }

    Locator signOut() {
        return page.getByRole(AriaRole.STATUS).getByRole(AriaRole.LINK);
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
