/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.it.koppeltaal.ScopeDomain;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Roles and permissions of a Koppeltaal domain, made with nothing but the admin console. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
class KoppeltaalConsoleIT {

    private static final String OWN = "system/Goal.cruds?resource-origin={own}";
    private static final String GRANTED = "system/Goal.r?resource-origin={granted}";

    private ScopeDomain domain;
    private AdminConsole console;
    private ClientPages pages;

    @BeforeEach
    void logIn(Demo demo, Browser browser) {
        this.domain = ScopeDomain.create(demo.keycloakUrl());
        this.console = AdminConsole.login(browser, demo.keycloakUrl());
        this.pages = new ClientPages(console);
    }

    @AfterEach
    void close(TestInfo test) {
        console.lastPicture(test.getTestMethod().orElseThrow().getName());
        console.close();
    }

    @Test
    @DisplayName("KT-SCP-1 KT-DOM-3 a role and permissions with braces in their names; then the tokens")
    void rolesAndPermissions() {
        console.openRealm(domain.name);
        console.link("Realm roles").click();
        console.link("Create role").first().click();
        console.textbox("Role name").fill("coach");
        console.button("Save").click();
        console.expectMessage("Role created");
        permission(OWN);
        permission(GRANTED);

        domain.give("unassigned", "coach");
        assertThat(domain.token("unassigned").<String>path("scope"))
                .isEqualTo("system/Goal.cruds?resource-origin=Device/unassigned");
        domain.share("portal", "unassigned", "share-data");
        assertThat(domain.token("unassigned").<String>path("scope"))
                .isEqualTo("system/Goal.rs?resource-origin=Device/portal "
                        + "system/Goal.cruds?resource-origin=Device/unassigned");
    }

    /** A client scope of assigned type Default, tied to the role. */
    private void permission(String name) {
        pages.openNewScope();
        console.textbox("Name").fill(name);
        console.choose("Type", "Default");
        console.button("Save").click();
        console.expectMessage("Client scope created");
        assertThat(console.heading(name)).isVisible();
        console.tab("Scope").click();
        assign("coach");
    }

    private void assign(String role) {
        console.button("Assign role").first().click();
        console.page()
                .getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText("Realm roles"))
                .click();
        Locator row = console.dialog().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(role));
        row.getByRole(AriaRole.CHECKBOX).check();
        console.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Assign"))
                .click();
        assertThat(console.page()
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(role))
                        .first())
                .isVisible();
        assertThat(console.dialog()).hasCount(0);
    }
}
