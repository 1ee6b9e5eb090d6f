/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser goes on with its launch after Keycloak has begun another login session for it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchDetourIT {

    private static final String BROWSER = "SMART_LAUNCH_BROWSER";
    private static final String LOGIN_SESSION = "AUTH_SESSION_ID";
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:[^\\s\"<>]+action-token[^\\s\"<>]+");

    private final GreenMail mail =
            new GreenMail(new ServerSetup(Installation.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private SmartRealm realm;
    private App app;

    @BeforeAll
    void start(Admin admin) {
        mail.start();
        realm = SmartRealm.create(
                admin,
                Map.of(
                        "smtpServer",
                        Map.of(
                                "host", "127.0.0.1",
                                "port", String.valueOf(mail.getSmtp().getPort()),
                                "from", "keycloak@example.org")));
        app = realm.newApp(Map.of("consentRequired", false));
    }

    @AfterAll
    void stop() {
        mail.stop();
    }

    /** An app that asks the user, who has never answered it: consent is remembered. */
    private App asking() {
        return realm.newApp(Map.of("consentRequired", true));
    }

    private String url(App app, Pkce pkce, String launch) {
        return app.authorize(app.launchRequest(App.SCOPE, pkce, launch));
    }

    private void assertGoesOn(LoginPages browser, String launch) {
        assertThat(realm.browser().visit(url(app, Pkce.create(), launch), "drbob"))
                .as("another browser")
                .containsEntry("error_description", "invalid launch");
        Pkce pkce = Pkce.create();
        assertThat(app.patient(app.tokens(browser.visit(url(app, pkce, launch), "drbob"), pkce)))
                .isEqualTo("pat-4");
        assertThat(browser.visit(url(app, Pkce.create(), launch), "drbob"))
                .as("once")
                .containsEntry("error_description", "invalid launch");
    }

    @Test
    @DisplayName("LCTX-21: the browser's cookie is kept as Keycloak keeps its own, and made once")
    void cookie() {
        LoginPages browser = realm.browser();
        Response page = browser.open(url(app, Pkce.create(), realm.register(Map.of("patient", "pat-4"))));
        Cookie ours = page.getDetailedCookies().get(BROWSER);
        Cookie keycloaks = page.getDetailedCookies().get(LOGIN_SESSION);
        assertThat(ours).isNotNull();
        assertThat(ours.getValue()).matches("[A-Za-z0-9_-]{43}");
        assertThat(ours.isHttpOnly()).isTrue();
        assertThat(ours.isSecured()).isEqualTo(keycloaks.isSecured());
        assertThat(ours.getSameSite()).isEqualTo(keycloaks.getSameSite()).isNotNull();
        assertThat(ours.getPath()).isEqualTo(keycloaks.getPath());
        assertThat(ours.getMaxAge()).isEqualTo(keycloaks.getMaxAge());

        Response again = browser.open(url(app, Pkce.create(), realm.register(Map.of("patient", "pat-4"))));
        assertThat(again.getDetailedCookies().get(BROWSER)).isNull();
    }

    @Test
    @DisplayName("LCTX-21: a browser that brings nothing, or a value of its own making, isn't remembered for it")
    void madeUpCookie() {
        LoginPages browser = realm.browser();
        browser.visit(app.authorize(app.request("openid fhirUser user/*.rs", Pkce.create())), "drbob");
        assertThat(browser.cookie(realm.endpoint("auth"), BROWSER)).isNull();
        String launch = realm.register(Map.of("patient", "pat-4"));
        realm.browser().open(url(app, Pkce.create(), launch));
        assertThat(browser.visit(url(app, Pkce.create(), launch), "drbob"))
                .containsEntry("error_description", "invalid launch");
        assertThat(browser.cookie(realm.endpoint("auth"), BROWSER))
                .as("a launch that isn't this browser's")
                .isNull();
    }

    @Test
    @DisplayName("LCTX-21: the launch is still its browser's when the login session is over")
    void loginSessionOver() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-4"));
        browser.open(url(app, Pkce.create(), launch));
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertGoesOn(browser, launch);
    }

    @Test
    @DisplayName("LCTX-21: the launch is still its browser's after signing out in another tab")
    void signedOut() {
        LoginPages browser = realm.browser();
        Response tokens = app.login(browser, "drbob", "openid fhirUser user/*.rs");
        String launch = realm.register(Map.of("patient", "pat-4"));
        Map<String, String> request = app.launchRequest(App.SCOPE, Pkce.create(), launch);
        request.put("prompt", "login");
        browser.open(app.authorize(request));
        Response out = browser.open(realm.endpoint("logout") + "?id_token_hint=" + tokens.path("id_token"));
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(browser.cookie(realm.endpoint("auth"), "KEYCLOAK_IDENTITY")).isNull();
        assertGoesOn(browser, launch);
    }

    @Test
    @DisplayName("LCTX-21: the launch is still its browser's after a mail address was confirmed in another browser")
    void confirmedElsewhere() throws Exception {
        String path = realm.user("drbob").path();
        Map<String, Object> user = realm.admin.get(path).jsonPath().getMap("");
        user.put("requiredActions", List.of("VERIFY_EMAIL"));
        user.put("emailVerified", false);
        realm.admin.put(path, user);
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-4"));
        int before = mail.getReceivedMessages().length;
        assertThat(browser.visit(url(app, Pkce.create(), launch), "drbob")).isEmpty();
        assertThat(mail.waitForIncomingEmail(30_000, before + 1)).as("a mail").isTrue();
        Matcher link = LINK.matcher(GreenMailUtil.getBody(mail.getReceivedMessages()[before])
                .replace("=\r\n", "")
                .replace("=3D", "=")
                .replace("&amp;", "&"));
        assertThat(link.find()).isTrue();
        realm.browser().proceed(link.group());
        assertThat(realm.admin.get(path).<Boolean>path("emailVerified")).isTrue();
        assertGoesOn(browser, launch);
    }

    @Test
    @DisplayName("LCTX-23: a login that was begun anew from Keycloak's cookie uses the launch up when the user refuses")
    void refusedAfterRestart() {
        App asking = asking();
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-4"));
        Response page = browser.open(url(asking, Pkce.create(), launch));
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertThat(browser.refuse(page, "drbob")).containsEntry("error", "access_denied");
        assertThat(browser.visit(url(asking, Pkce.create(), launch), "drbob"))
                .containsEntry("error_description", "invalid launch");
    }

    @Test
    @DisplayName("LCTX-23: of two tabs that both begin anew, the second can't accept what was refused in the first")
    void refusedInTheOtherTab() {
        App asking = asking();
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-4"));
        Response page = browser.open(url(asking, Pkce.create(), launch));
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        Response first = browser.submitLogin(page, "drbob");
        Response second = browser.submitLogin(page, "drbob");
        assertThat(browser.refuse(first, "drbob")).containsEntry("error", "access_denied");
        assertThat(browser.goOn(second, "drbob")).doesNotContainKey("code");
    }

    @Test
    @DisplayName("SMART-LAUNCH-3: a login that was begun anew from Keycloak's cookie gets its launch")
    void restarted() {
        LoginPages browser = realm.browser();
        String launch = realm.register(Map.of("patient", "pat-4"));
        Pkce pkce = Pkce.create();
        Response page = browser.open(url(app, pkce, launch));
        browser.forget(realm.endpoint("auth"), LOGIN_SESSION);
        assertThat(app.patient(app.tokens(browser.goOn(page, "drbob"), pkce))).isEqualTo("pat-4");
    }
}
