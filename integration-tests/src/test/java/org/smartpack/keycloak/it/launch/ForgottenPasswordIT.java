/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
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

/** A launch in the middle of which the user asks for a new password, by mail. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgottenPasswordIT {

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
                        "resetPasswordAllowed",
                        true,
                        "smtpServer",
                        Map.of(
                                "host", "127.0.0.1",
                                "port", String.valueOf(mail.getSmtp().getPort()),
                                "from", "keycloak@example.org")));
        realm.createUser("dora");
        realm.fhirUser("dora", "Practitioner/prac-2");
        app = realm.app("growth-chart");
    }

    @AfterAll
    void stop() {
        mail.stop();
    }

    /** Starts the launch, asks for a new password and answers the link in the mail. */
    private String forget(LoginPages browser, String url, String username) throws Exception {
        int before = mail.getReceivedMessages().length;
        browser.forgotPassword(url, username);
        assertThat(mail.waitForIncomingEmail(30_000, before + 1)).as("a mail").isTrue();
        Matcher link = LINK.matcher(GreenMailUtil.getBody(mail.getReceivedMessages()[before])
                .replace("=\r\n", "")
                .replace("=3D", "=")
                .replace("&amp;", "&"));
        assertThat(link.find()).as("a link").isTrue();
        return link.group();
    }

    @Test
    @DisplayName("SMART-LAUNCH-3: after a password reset on the way, in the same browser, the app gets its context")
    void sameBrowser() throws Exception {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        String url = app.authorize(app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-3"))));
        String link = forget(browser, url, "dora");
        Map<String, String> callback = browser.newPassword(link, "dora");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-3");
    }

    @Test
    @DisplayName(
            "attack 19: the link in another browser gives no app the context, and the launch is still the first one's")
    void otherBrowser() throws Exception {
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        String url = app.authorize(app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-4"))));
        String link = forget(browser, url, "drbob");
        Map<String, String> elsewhere = realm.browser().newPassword(link, "drbob");
        if (elsewhere.containsKey("code")) {
            Response answer = app.redeem(elsewhere.get("code"), pkce.verifier());
            assertThat(answer.asString()).doesNotContain("pat-4", "patient/");
        }
        Map<String, String> callback = browser.visit(url, "drbob");
        assertThat(app.patient(app.tokens(callback, pkce))).isEqualTo("pat-4");
    }
}
