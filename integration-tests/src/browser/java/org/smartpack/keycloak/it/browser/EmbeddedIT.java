/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An app in a frame of the EHR's page. At {@code 127.0.0.1}, the EHR is of one site with the app and Keycloak; the same
 * EHR at {@code localhost} is another site.
 */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("An app inside the EHR")
class EmbeddedIT {

    @TempDir
    private Path profile;

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    private static String otherSite(Demo demo) {
        return demo.appUrl().replace("127.0.0.1", "localhost");
    }

    /**
     * Lets an EHR frame the login, as an administrator does under Realm settings > Security defenses, during a test.
     */
    private static void allowing(String ehr, Demo demo, Runnable test) {
        Admin admin = new Admin(demo.keycloakUrl());
        Map<String, Object> before = admin.get("/smart").jsonPath().getMap("browserSecurityHeaders");
        Map<String, Object> headers = new HashMap<>(before);
        headers.computeIfPresent("contentSecurityPolicy", (name, policy) -> policy.toString()
                .replace("frame-ancestors 'self'", "frame-ancestors 'self' " + ehr.replaceFirst("/$", "")));
        admin.put("/smart", Map.of("browserSecurityHeaders", headers));
        try {
            test.run();
        } finally {
            admin.put("/smart", Map.of("browserSecurityHeaders", before));
        }
    }

    private LaunchBrowser open(ThirdPartyCookies cookies, Browser browser, Demo demo) {
        return LaunchBrowser.of(cookies.open(browser, profile), demo);
    }

    @ParameterizedTest(name = "third-party cookies {0}")
    @EnumSource
    @DisplayName(
            "SMART-LAUNCH-2 EHR, app and Keycloak of one site: one grant like any other, whatever the cookie rules:")
    void sameSite(ThirdPartyCookies cookies, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(cookies, browser, demo)) {
            EhrPage ehr = window.ehr().choose("Bram Bakker", "drbob");
            Response login = ehr.page()
                    .waitForResponse(
                            response -> response.url().contains("/openid-connect/auth?"),
                            () -> ehr.launchInside("growth-chart"));
            assertThat(login.headerValue("content-security-policy"))
                    .contains("frame-ancestors 'self' " + demo.appUrl().replaceFirst("/$", "") + ";");
            assertThat(login.headerValue("x-frame-options"))
                    .as("another origin's frame is fine: the browser ignores it where there are frame-ancestors")
                    .isEqualTo("SAMEORIGIN");
            assertThat(login.headersArray().stream()
                            .filter(header -> header.name.equalsIgnoreCase("set-cookie"))
                            .map(header -> header.value)
                            .filter(value -> value.startsWith("AUTH_SESSION_ID=")
                                    || value.startsWith("KC_RESTART=")
                                    || value.startsWith("SMART_LAUNCH_BROWSER=")))
                    .hasSize(3)
                    .allSatisfy(value -> assertThat(value)
                            .containsIgnoringCase("SameSite=None")
                            .contains("Secure"));
            AppFrame app = new AppFrame(ehr.page()).signIn("drbob").accept();
            app.expectStatus("The record of Bram Bakker is open");
            app.press("Refresh");
            app.expectStatus("Refreshed: the context is unchanged");
            assertThat(app.document().url()).isEqualTo(demo.appUrl() + "app/index.html");
            assertThat(window.cookies()).contains("KEYCLOAK_IDENTITY");
            app.press("Log out");
            app.expectStatus("You are logged out");
            assertThat(ehr.page().url()).isEqualTo(demo.appUrl());
            assertThat(problems(window)).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 29: an origin that the realm doesn't name shows no login page in its frame, and gets nothing")
    void foreignOrigin(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(ThirdPartyCookies.ALLOWED, browser, demo)) {
            EhrPage ehr = new EhrPage(window.open(otherSite(demo))).choose("Bram Bakker", "drbob");
            ehr.page()
                    .waitForConsoleMessage(
                            new Page.WaitForConsoleMessageOptions()
                                    .setPredicate(message -> message.text().contains("frame-ancestors")),
                            () -> ehr.launchInside("growth-chart"));
            AppFrame frame = new AppFrame(ehr.page());
            assertThat(frame.find("#username")).hasCount(0);
            assertThat(frame.document().url()).startsWith("chrome-error:");
            assertThat(window.addresses()).noneMatch(EmbeddedIT::hasCode);
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-2 an EHR of another site that the realm names, third-party cookies allowed: one grant")
    void otherSiteAllowed(Demo demo, Browser browser) {
        allowing(otherSite(demo), demo, () -> {
            try (LaunchBrowser window = open(ThirdPartyCookies.ALLOWED, browser, demo)) {
                EhrPage ehr = new EhrPage(window.open(otherSite(demo))).choose("Bram Bakker", "drbob");
                AppFrame app = ehr.launchInside("growth-chart").signIn("drbob").accept();
                app.expectStatus("The record of Bram Bakker is open");
                app.press("Refresh");
                app.expectStatus("Refreshed: the context is unchanged");
                assertThat(window.cookies()).contains("AUTH_SESSION_ID", "KEYCLOAK_IDENTITY", "SMART_LAUNCH_BROWSER");
                assertThat(problems(window)).isEmpty();
            }
        });
    }

    @Test
    @DisplayName("LCTX-21 third-party cookies refused: a plain error, no code, no session; a new launch in a tab works")
    void otherSiteRefused(Demo demo, Browser browser) {
        allowing(otherSite(demo), demo, () -> {
            try (LaunchBrowser window = open(ThirdPartyCookies.REFUSED, browser, demo)) {
                EhrPage ehr = new EhrPage(window.open(otherSite(demo))).choose("Bram Bakker", "drbob");
                AppFrame frame = ehr.launchInside("growth-chart").signIn("drbob");
                assertThat(frame.find("#kc-error-message")).containsText("Restart login cookie not found");
                assertThat(window.cookies()).isEmpty();
                assertThat(window.addresses()).noneMatch(EmbeddedIT::hasCode);

                AppTab late = new AppTab(window.open(launchAddress(window)));
                late.expectStatus("No access: invalid_request");

                AppTab tab = ehr.outside().launch();
                tab.signIn("drbob").accept();
                tab.expectStatus("The record of Bram Bakker is open");
            }
        });
    }

    private static String launchAddress(LaunchBrowser window) {
        return window.addresses().stream()
                .filter(address -> address.contains("/app/launch.html?"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "third-party cookies {0}")
    @EnumSource
    @DisplayName("SMART-LAUNCH-2 an app in the frame that signs in in a window of its own, whatever the cookie rules:")
    void popup(ThirdPartyCookies cookies, Demo demo, Browser browser) {
        try (FhirClientApps apps = FhirClientApps.start(demo);
                LaunchBrowser window = open(cookies, browser, demo)) {
            EhrPage ehr = new EhrPage(window.open(otherSite(demo)))
                    .choose("Bram Bakker", "drbob")
                    .anotherApp("growth-chart", apps.url("growth-chart?popup"));
            AppFrame app = ehr.launchInside("growth-chart");
            AppTab login = new AppTab(ehr.page().waitForPopup(() -> app.press("Sign in")));
            login.signIn("drbob").accept();
            assertThat(app.find("output")).hasText("Open");
            assertThat(JsonPath.from(app.find("pre").textContent()).getString("patient.id"))
                    .isEqualTo("pat-2");
            assertThat(login.page().isClosed()).isTrue();
            assertThat(problems(window)).isEmpty();
        }
    }

    /** Without the remark that a field in another origin's frame has no focus of itself, which is as it should be. */
    private static List<String> problems(LaunchBrowser window) {
        return window.problems().stream()
                .filter(problem -> !problem.startsWith("Blocked autofocusing on a <input> element"))
                .toList();
    }

    private static boolean hasCode(String address) {
        return URLDecoder.decode(address, StandardCharsets.UTF_8).matches(".*[?&#]code=.*");
    }
}
