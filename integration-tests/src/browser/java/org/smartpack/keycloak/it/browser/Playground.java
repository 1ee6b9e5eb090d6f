/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The demo's page for backend services in a browser window of its own, which notes what goes wrong in it. */
final class Playground implements AutoCloseable {

    private static final int HEIGHT = 1400;

    private final Page page;
    private final Demo demo;
    private final List<String> problems = new ArrayList<>();

    private Playground(Page page, Demo demo) {
        this.page = page;
        this.demo = demo;
        page.onConsoleMessage(this::note);
        page.onPageError(problems::add);
    }

    static Playground open(Browser browser, Demo demo, int width, ColorScheme scheme) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(width, HEIGHT).setColorScheme(scheme));
        page.setDefaultTimeout(Chromium.PATIENCE);
        page.addInitScript("addEventListener('securitypolicyviolation',"
                + " event => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))");
        Playground playground = new Playground(page, demo);
        page.navigate(demo.appUrl() + "backend.html");
        return playground;
    }

    /** Chromium notes every refused request as an error; that the FHIR server and Keycloak refuse is the point here. */
    private void note(ConsoleMessage message) {
        boolean isRefusal =
                message.text().startsWith("Failed to load resource: the server responded with a status of 40")
                        && (message.location().startsWith(demo.fhirBaseUrl("smart") + "/")
                                || message.location().startsWith(demo.fhirBaseUrl("koppeltaal") + "/")
                                || message.location().contains("/protocol/openid-connect/token"));
        if (message.type().equals("error") && !isRefusal) {
            problems.add(message.text() + " at " + message.location());
        }
    }

    /** Errors on the browser's console, uncaught exceptions, violations of the content security policy. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    void send(String client, String scope, String algorithm) {
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(client))
                .check();
        page.getByLabel("For what").fill(scope);
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(algorithm))
                .check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign and send"))
                .click();
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** The column "Granted": each item as a screen reader says it. */
    List<String> granted() {
        Locator items =
                region("Asked and granted").getByRole(AriaRole.LIST).last().getByRole(AriaRole.LISTITEM);
        return items.all().stream()
                .map(item -> item.getByRole(AriaRole.IMG).getAttribute("aria-label") + " "
                        + item.locator("code").innerText())
                .toList();
    }

    /** The table: request and outcome of each row, in order. */
    List<String> outcomes() {
        return rows().all().stream()
                .map(row -> {
                    List<String> cells = row.getByRole(AriaRole.CELL).allInnerTexts();
                    return cells.get(0) + ": " + cells.get(1).substring(2);
                })
                .toList();
    }

    Locator row(String what) {
        return rows().filter(new Locator.FilterOptions().setHasText(what));
    }

    private Locator rows() {
        return reads().locator("tbody").getByRole(AriaRole.ROW);
    }

    Locator reads() {
        return page.locator("#reads");
    }

    Locator exchange() {
        return region("On the wire");
    }

    /** What introspection shows. */
    Locator introspect() {
        Locator region = region("What Keycloak says about the token");
        region.getByRole(AriaRole.BUTTON).click();
        return region;
    }

    private Locator region(String title) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(Pattern.compile("^\\d " + title + "$")));
    }

    Looks looks() {
        return new Looks(page);
    }

    /** A picture of the page down to the table. */
    void picture() {
        Pictures.take(page, "playground", page.locator("html"), reads());
    }

    @Override
    public void close() {
        page.close();
    }
}
