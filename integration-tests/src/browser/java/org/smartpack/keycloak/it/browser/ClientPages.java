/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What an administrator does in the console to set a backend service up. */
final class ClientPages {

    private final AdminConsole console;

    ClientPages(AdminConsole console) {
        this.console = console;
    }

    /** A client scope with nothing but its name changed. */
    void createScope(String name) {
        openNewScope();
        console.textbox("Name").fill(name);
        console.resize(1300);
        console.picture("create-scope", console.button("Save"));
        console.resize(AdminConsole.HEIGHT);
        console.button("Save").click();
        console.expectMessage("Client scope created");
        assertThat(console.heading(name)).isVisible();
    }

    void openNewScope() {
        console.link("Client scopes").first().click();
        console.link("Create client scope").click();
        assertThat(console.heading("Create client scope")).isVisible();
    }

    /** A client for client credentials only. */
    void createBackendService(String clientId) {
        console.link("Clients").first().click();
        console.link("Create client").click();
        console.textbox("Client ID").fill(clientId);
        console.button("Next").click();
        console.checkbox("Client authentication").check(new Locator.CheckOptions().setForce(true));
        console.checkbox("Standard flow").uncheck();
        console.checkbox("Service account roles").check();
        console.button("Next").click();
        console.button("Save").click();
        console.expectMessage("Client created successfully");
        assertThat(console.heading(clientId)).isVisible();
    }

    /** Assigns a client scope to the client that is open. */
    void assign(String scope, String type) {
        console.tab("Client scopes").click();
        console.button("Add client scope").click();
        Locator row = console.dialog().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(scope));
        row.getByRole(AriaRole.CHECKBOX).check();
        console.dialog()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        Locator choice = console.page().getByRole(AriaRole.MENUITEM);
        assertThat(choice).hasText(new String[] {"Default", "Optional"});
        console.picture("assign-scope", console.dialog());
        choice.getByText(type).click();
        console.expectMessage("Scope mapping updated");
    }

    /** Changes the open client's authenticator; what stands in its settings is saved with it. */
    void chooseSmartJwt() {
        console.tab("Credentials").click();
        console.choose("Client Authenticator", "SMART signed JWT");
        assertThat(console.textbox("Signature algorithms")).hasValue("RS384 ES384");
    }

    void saveNewAuthenticator() {
        console.button("Save").click();
        assertThat(console.dialog()).containsText("Change to smart-jwt?");
        console.button("Yes").click();
        console.expectMessage("Client successfully updated");
    }

    void saveCredentials() {
        console.button("Save").click();
        console.expectMessage("Client successfully updated");
    }

    /** Imports public keys from a file. */
    void importKeys(String jwks) {
        console.tab("Keys").click();
        console.button("Import").click();
        console.choose("Archive format", "JSON Web Key Set");
        FileChooser chooser =
                console.page().waitForFileChooser(() -> console.button("Browse").click());
        chooser.setFiles(new FilePayload("jwks.json", "application/json", jwks.getBytes(StandardCharsets.UTF_8)));
        assertThat(console.button("Clear")).isEnabled();
        console.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Import"))
                .click();
        console.expectMessage("New certificate imported");
    }

    void useKeysAt(String url) {
        sendKeysAt(url);
        console.expectMessage("Client successfully updated");
    }

    /** The same; whether the console takes it remains to be seen. */
    void sendKeysAt(String url) {
        console.tab("Keys").click();
        console.checkbox("Use JWKS URL").check(new Locator.CheckOptions().setForce(true));
        console.textbox("JWKS URL").fill(url);
        console.button("Save").click();
    }

    /** A public client for the authorization code flow. */
    void createPublicApp(String clientId, String redirectUri) {
        console.link("Clients").first().click();
        console.link("Create client").click();
        console.textbox("Client ID").fill(clientId);
        console.button("Next").click();
        console.button("Next").click();
        console.page().getByTestId("redirectUris0").fill(redirectUri);
        console.button("Save").click();
        console.expectMessage("Client created successfully");
        assertThat(console.heading(clientId)).isVisible();
    }

    /** Opens the form for a mapper of the open client itself. */
    void openNewMapper(String clientId, String type) {
        console.tab("Client scopes").click();
        console.link(clientId + "-dedicated").click();
        console.button("Configure a new mapper").click();
        console.dialog()
                .getByText(type, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** Opens a mapper of the open client. */
    void openMapper(String clientId, String name) {
        console.tab("Client scopes").click();
        console.link(clientId + "-dedicated").click();
        console.link(name).click();
    }

    /** Opens another mapper's form, on the dedicated scope that is open. */
    void openAnotherMapper(String type) {
        console.button("Add mapper").click();
        console.page()
                .getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText("By configuration"))
                .click();
        console.dialog()
                .getByText(type, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** Saves a mapper that is new; the console goes back to the dedicated scope that has it. */
    void saveNewMapper() {
        console.button("Save").click();
        console.expectMessage("Mapping successfully created");
        assertThat(console.button("Add mapper")).isVisible();
    }

    /** Types the values of a setting that can have several: each is in a field with the setting's name. */
    void fill(String label, List<String> values) {
        Locator fields = console.textbox(label);
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && fields.count() == i) {
                console.page().getByText("Add " + label).click();
            }
            fields.nth(i).fill(values.get(i));
        }
    }

    /** Opens a client from the list. */
    void open(String clientId) {
        console.link("Clients").first().click();
        console.link(clientId).first().click();
        assertThat(console.heading(clientId)).isVisible();
    }

    /** Makes a role of the open client. */
    void createRole(String name) {
        console.tab("Roles").click();
        console.button("Create role").click();
        console.textbox("Role name").fill(name);
        console.button("Save").click();
        console.expectMessage("Role created");
    }

    /**
     * Gives the open client's service account a role.
     *
     * @param kind {@code Realm roles} or {@code Client roles}
     */
    void giveServiceAccountRole(String kind, String role) {
        console.tab("Service account roles").click();
        assignRole(kind, role);
        assertThat(console.tabPanel("Service account roles")
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(role)))
                .isVisible();
    }

    /** Assigns a role on the tab that is open. The list has pages: the role is searched for. */
    void assignRole(String kind, String role) {
        console.button("Assign role").first().click();
        console.page()
                .getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText(kind))
                .click();
        Locator search = console.dialog().getByRole(AriaRole.TEXTBOX);
        search.fill(role);
        search.press("Enter");
        Locator name = console.page()
                .getByRole(
                        AriaRole.GRIDCELL,
                        new Page.GetByRoleOptions().setName(role).setExact(true));
        console.dialog()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHas(name))
                .getByRole(AriaRole.CHECKBOX)
                .check();
        console.picture(role, console.dialog());
        console.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Assign"))
                .click();
        assertThat(console.dialog()).hasCount(0);
    }
}
