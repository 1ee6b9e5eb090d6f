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

/** The demo's page in a browser window of its own, which notes what goes wrong in it. */
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
        page.navigate(demo.appUrl());
        return playground;
    }

    /** Chromium notes every refused request as an error; that the FHIR server and Keycloak refuse is the point here. */
    private void note(ConsoleMessage message) {
        boolean isRefusal =
                message.text().startsWith("Failed to load resource: the server responded with a status of 40")
                        && (message.location().startsWith(demo.fhirBaseUrl() + "/")
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

    /** How wide the page would like to be, in CSS pixels. */
    int width() {
        return (int) page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
    }

    boolean isDark() {
        return (boolean) page.evaluate(
                "Number(getComputedStyle(document.documentElement).backgroundColor" + ".match(/\\d+/)[0]) < 128");
    }

    /** Visible texts whose contrast with their background is below 4.5 (WCAG 2.2, 1.4.3), with the ratio. */
    List<?> faintTexts() {
        return (List<?>)
                page.evaluate(
                        """
                () => {
                  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
                  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
                  const ground = (element) => {
                    for (let e = element; e; e = e.parentElement) {
                      const colour = numbers(getComputedStyle(e).backgroundColor);
                      if (colour.length === 3 || colour[3] === 1) return colour;
                    }
                    return [255, 255, 255];
                  };
                  return [...document.body.querySelectorAll("*")]
                    .filter((e) => e.checkVisibility() && !e.matches(":disabled"))
                    .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
                    .map((e) => {
                      const [a, b] = [numbers(getComputedStyle(e).color), ground(e)].map(luminance).sort((x, y) => y - x);
                      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40)];
                    })
                    .filter(([ratio]) => ratio < 4.5)
                    .map(([ratio, text]) => `${ratio.toFixed(2)}: ${text}`);
                }
                """);
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
