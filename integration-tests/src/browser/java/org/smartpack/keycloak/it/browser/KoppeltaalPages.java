/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What an administrator does in the console to set a Koppeltaal domain up, step by step as docs/koppeltaal.md says. */
final class KoppeltaalPages {

    private final AdminConsole console;
    private final ClientPages clients;

    KoppeltaalPages(AdminConsole console, ClientPages clients) {
        this.console = console;
        this.clients = clients;
    }

    /** The languages of the users' pages: English is one of them already. */
    void addDutch() {
        console.link("Realm settings").click();
        console.tab("Localization").click();
        console.checkbox("Internationalization").check(new Locator.CheckOptions().setForce(true));
        console.page().getByRole(AriaRole.COMBOBOX).click();
        console.option("Dutch").click();
        console.page().keyboard().press("Escape");
        console.button("Save").click();
        console.expectMessage("Realm successfully updated");
        console.page().reload();
        assertThat(console.checkbox("Internationalization")).isChecked();
        assertThat(console.page()
                        .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Current selections"))
                        .getByRole(AriaRole.LISTITEM))
                .hasText(new String[] {"English", "Dutch"});
    }

    /** A client for an application whose keys are at a URL. Saving the mapper enters the algorithms. */
    void application(String clientId, String jwksUrl) {
        clients.createBackendService(clientId);
        clients.chooseSmartJwt();
        clients.saveNewAuthenticator();
        clients.useKeysAt(jwksUrl);
        addApplicationMapper(clientId);
    }

    /** The same for one whose keys are in a file. */
    void applicationWithKeys(String clientId, String publicKeys) {
        clients.createBackendService(clientId);
        clients.chooseSmartJwt();
        clients.saveNewAuthenticator();
        clients.importKeys(publicKeys);
        addApplicationMapper(clientId);
    }

    private void addApplicationMapper(String clientId) {
        clients.openNewMapper(clientId, "Koppeltaal application");
        console.textbox("Name").fill("Koppeltaal application");
        clients.saveNewMapper();
    }

    void role(String name) {
        console.link("Realm roles").click();
        console.link("Create role").first().click();
        console.textbox("Role name").fill(name);
        console.button("Save").click();
        console.expectMessage("Role created");
    }

    /** A client scope of assigned type Default, tied to the role. */
    void permission(String name, String role) {
        clients.openNewScope();
        console.textbox("Name").fill(name);
        console.choose("Type", "Default");
        console.button("Save").click();
        console.expectMessage("Client scope created");
        assertThat(console.heading(name)).isVisible();
        console.tab("Scope").click();
        clients.assignRole("Realm roles", role);
        assertThat(console.page()
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(role))
                        .first())
                .isVisible();
    }

    /** The realm's first identity provider, which says itself where its endpoints are. */
    void identityProvider(String alias, String discovery) {
        console.link("Identity providers").first().click();
        console.page().getByTestId("oidc-card").click();
        addIdentityProvider(alias, discovery);
    }

    /** One more of them. */
    void anotherIdentityProvider(String alias, String discovery) {
        console.link("Identity providers").first().click();
        console.button("Add provider").click();
        console.page()
                .getByRole(AriaRole.MENUITEM)
                .getByText("OpenID Connect v1.0", new Locator.GetByTextOptions().setExact(true))
                .click();
        addIdentityProvider(alias, discovery);
    }

    private void addIdentityProvider(String alias, String discovery) {
        console.textbox("Alias").fill(alias);
        console.page().waitForResponse(answer -> answer.url().endsWith("/import-config"), () -> console.textbox(
                        "Discovery endpoint")
                .fill(discovery));
        assertThat(console.button("Show metadata")).isVisible();
        console.textbox("Client ID").fill("broker");
        console.textbox("Client Secret").fill("a secret of the identity provider");
        console.button("Add").click();
        console.expectMessage("Identity provider successfully created");
        assertThat(console.checkbox("Validate Signatures")).isChecked();
    }

    /** The mapper by which the open identity provider says who the user is. */
    void userMapper(String claim) {
        console.tab("Mappers").click();
        console.button("Add mapper").click();
        console.textbox("Name").fill("who");
        console.choose("Mapper type", "Koppeltaal user");
        console.textbox("Claim").fill(claim);
        console.picture("koppeltaal-user-mapper", console.button("Save"));
        console.button("Save").click();
        console.expectMessage("Mapper created successfully.");
    }
}
