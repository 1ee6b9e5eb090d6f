/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;

import org.smartpack.keycloak.demo.Demo;

/**
 * A browser of one user: nobody is signed in when it opens, its tabs share what they sign in to. It notes what goes
 * wrong on the pages of the apps, and every address that any tab goes to.
 */
final class LaunchBrowser implements AutoCloseable {

    private static final int HEIGHT = 1400;

    private final BrowserContext context;
    private final Demo demo;
    private final List<String> problems = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    private LaunchBrowser(BrowserContext context, Demo demo) {
        this.context = context;
        this.demo = demo;
        context.setDefaultTimeout(Chromium.PATIENCE);
        context.onConsoleMessage(this::note);
        context.onWebError(error -> problems.add(error.error()));
        context.onRequest(request -> addresses.add(request.url()));
        context.addInitScript("addEventListener('securitypolicyviolation',"
                + " event => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))");
    }

    static LaunchBrowser open(Browser browser, Demo demo, int width, ColorScheme scheme) {
        return open(browser, demo, width, scheme, "en-GB");
    }

    /** The same, for a user with a language: {@code nl-NL} for instance. */
    static LaunchBrowser open(Browser browser, Demo demo, int width, ColorScheme scheme, String locale) {
        return new LaunchBrowser(
                browser.newContext(new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setViewportSize(width, HEIGHT)
                        .setColorScheme(scheme)),
                demo);
    }

    /** A browser with a profile of its own, which it closes. */
    static LaunchBrowser of(BrowserContext context, Demo demo) {
        return new LaunchBrowser(context, demo);
    }

    /** A window of a browser in which no script runs. */
    static LaunchBrowser withoutScripts(Browser browser, Demo demo, int width) {
        return new LaunchBrowser(
                browser.newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setViewportSize(width, HEIGHT)
                        .setJavaScriptEnabled(false)),
                demo);
    }

    /** Chromium notes each refused request as an error; an app shows what the FHIR server refuses. */
    private void note(ConsoleMessage message) {
        String address = message.page().url();
        boolean isForbidden = message.text().contains("the server responded with a status of 403");
        boolean isUnbound = message.text().contains("the server responded with a status of 401");
        boolean isRefusal = isForbidden && message.location().startsWith(demo.fhirBaseUrl("smart") + "/")
                || (isForbidden || isUnbound) && message.location().startsWith(demo.fhirBaseUrl("nz-health") + "/");
        if (message.type().equals("error")
                && !isRefusal
                && (address.startsWith(demo.appUrl()) || address.startsWith(FhirClientApps.URL))) {
            problems.add(message.text() + " at " + message.location());
        }
    }

    EhrPage ehr() {
        return new EhrPage(open(demo.appUrl()));
    }

    /** Has Keycloak asked for less than an app asks for: all scopes but one. */
    void leaveOut(String scope) {
        String sent = URLEncoder.encode(scope, StandardCharsets.UTF_8);
        context.route(
                Pattern.compile("/protocol/openid-connect/auth\\?"),
                route -> route.resume(
                        new Route.ResumeOptions().setUrl(route.request().url().replace("+" + sent, ""))));
    }

    /** The names of all cookies that the browser has. */
    List<String> cookies() {
        return context.cookies().stream().map(cookie -> cookie.name).toList();
    }

    StandalonePage standalone() {
        return new StandalonePage(open(demo.appUrl() + "standalone.html"));
    }

    /** A new tab at an address. */
    Page open(String address) {
        Page page = context.newPage();
        page.navigate(address);
        return page;
    }

    /** Errors on the console of the apps' pages, uncaught exceptions, violations of the content security policy. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Every address that was asked for. */
    List<String> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public void close() {
        context.close();
    }
}
