/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Keycloak's pages in the realm that the pack ships: safe as they are without the pack. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginPagesIT {

    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.newApp(Map.of("consentRequired", true, "name", SCRIPT + "<b onclick=\"alert(2)\">App</b>"));
    }

    private Response loginPage(LoginPages browser, String scope) {
        Response page = browser.open(app.authorize(app.request(scope, Pkce.create())));
        assertThat(page.asString()).contains("kc-form-login");
        return page;
    }

    private static void assertHarmless(Response page) {
        assertThat(page.asString()).doesNotContain(SCRIPT).doesNotContainPattern("<[^>]*onclick=\"alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "http://127.0.0.1:9999.evil.example/callback", "//evil.example"})
    @DisplayName("attack 28: signing out goes to no address that isn't registered")
    void logout(String address) {
        Response page = given().redirects()
                .follow(false)
                .queryParam("client_id", app.clientId())
                .queryParam("post_logout_redirect_uri", address)
                .get(realm.endpoint("logout"));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
        assertThat(page.asString()).doesNotContain("evil.example");
    }

    @Test
    @DisplayName("attack 29: login and consent page can't be framed by others")
    void frames() {
        LoginPages browser = realm.browser();
        Response login = loginPage(browser, "openid patient/*.rs user/*.rs");
        for (Response page : List.of(login, browser.submitLogin(login, "drbob"))) {
            assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'self'", "object-src 'none'");
            assertThat(page.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        }
    }

    @Test
    @DisplayName("attack 29: the login form of one browser signs nobody in from another")
    void foreignLoginForm() {
        Response page = loginPage(realm.browser(), "openid user/*.rs");
        Response answer = realm.browser().submitLogin(page, "drbob");
        assertThat(answer.header("Location")).isNull();
        assertThat(answer.asString()).doesNotContain("name=\"accept\"");
    }

    @Test
    @DisplayName("attack 29: consent is given at the page's own address only, which nobody can guess")
    void foreignConsent() {
        LoginPages browser = realm.browser();
        Response consent = browser.submitLogin(loginPage(browser, "openid user/*.rs"), "drbob");
        assertThat(consent.asString()).contains("name=\"accept\"");
        Matcher action = ACTION.matcher(consent.asString());
        assertThat(action.find()).isTrue();
        String address = URI.create(realm.url)
                .resolve(action.group(1).replace("&amp;", "&").replaceFirst("tab_id=[^&]*", "tab_id=made-up"))
                .toString();
        assertThat(address).contains("tab_id=made-up");
        Map<String, String> callback = browser.submit(address, Map.of("accept", "Yes"), "drbob");
        assertThat(callback.containsKey("code") && browser.consented().isEmpty())
                .as("a code without asking again")
                .isFalse();
    }

    @Test
    @DisplayName("attack 35: markup in an app's name and in a scope is text on the login and the consent page")
    void markup() {
        LoginPages browser = realm.browser();
        Response login = loginPage(browser, "openid user/Observation.rs?code=" + SCRIPT);
        assertHarmless(login);
        Response consent = browser.submitLogin(login, "drbob");
        assertThat(consent.asString()).contains("name=\"accept\"", "alert(1)");
        assertHarmless(consent);
    }
}
