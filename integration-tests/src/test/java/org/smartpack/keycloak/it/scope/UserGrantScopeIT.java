/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.List;
import java.util.Map;

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
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;
import static org.smartpack.keycloak.testkit.client.Jwt.claims;
import static org.smartpack.keycloak.testkit.realm.Realm.CALLBACK;

/** Every grant that gives a user's token, up to the console's Evaluate tab. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserGrantScopeIT {

    private ScopeClient app;
    private ScopeClient consenting;

    @BeforeAll
    void realm(Admin admin) {
        app = ScopeClient.create(admin);
        app.allowing(
                "patient/*.rs", "user/Patient.cruds", "launch/patient", "fhirUser", "online_access", "system/*.rs");
        consenting = app.newClient(Map.of("consentRequired", true)).allowing("patient/*.rs", "launch/patient");
    }

    private static LoginPages browser() {
        return new LoginPages(CALLBACK);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60, 61: authorization code; also scopes granted by name that the console hides from the answer")
    void authorizationCode() {
        Response response = app.authorizationCode(
                browser(), "openid fhirUser online_access launch/patient patient/Observation.read user/*.c");
        assertThat(app.granted(response))
                .containsExactlyInAnyOrder("launch/patient", "patient/Observation.read", "user/Patient.c");
        assertThat(response.<String>path("scope").split(" ")).contains("openid", "fhirUser", "online_access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"openid patient/Patient.d", "user/Observation.rs", "openid system/*.rs", "patient/Patient.sr"})
    @DisplayName(
            "SMART-SCOPE-65, SMART-AUTHZ-7: nothing left of the request goes back as invalid_scope with state and iss")
    void nothingLeft(String scope) {
        Map<String, String> callback = browser().visit(app.authorize(scope), "alice");
        assertThat(callback)
                .containsEntry("error", "invalid_scope")
                .containsEntry("state", "s1")
                .containsEntry("iss", app.realm().url)
                .doesNotContainKey("code");
        assertThat(callback.get("error_description")).contains(scope.split(" ")[scope.split(" ").length - 1]);
    }

    @Test
    @DisplayName("SMART-SCOPE-3: a malformed scope beside a good one is left out; system/ never goes to a user")
    void dropsBesideGood() {
        Response response =
                app.authorizationCode(browser(), "openid patient/Patient.dus system/Patient.r patient/Patient.r");
        assertThat(app.granted(response)).containsExactly("patient/Patient.r");
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-66: consent shows what is granted, is remembered for exactly that, and asked for again for more")
    void consent() {
        LoginPages browser = browser();
        Response first = consenting.authorizationCode(browser, "openid patient/Observation.cruds?category=laboratory");
        assertThat(browser.consented())
                .contains(
                        "Measurements and results (Observation) of the chosen patient, laboratory results only: view");
        assertThat(consenting.granted(first)).containsExactly("patient/Observation.rs?category=laboratory");

        consenting.authorizationCode(browser, "openid patient/Observation.cruds?category=laboratory");
        assertThat(browser.consented()).isEmpty();

        Response wider = consenting.authorizationCode(browser, "openid patient/Observation.rs");
        assertThat(browser.consented())
                .containsExactly("Measurements and results (Observation) of the chosen patient: view");
        assertThat(consenting.granted(wider)).containsExactly("patient/Observation.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-64: with consent, refresh narrows and comes back, and ends when consent is withdrawn")
    void consentAndRefresh() {
        Response first = consenting.authorizationCode(browser(), "openid patient/*.rs");
        Response narrow = consenting.refresh(first.path("refresh_token"), "patient/Observation.r");
        assertThat(consenting.granted(narrow)).containsExactly("patient/Observation.r");
        Response back = consenting.refresh(narrow.path("refresh_token"));
        assertThat(consenting.granted(back)).containsExactly("patient/*.rs");

        consenting.realm().admin.delete(consenting.realm().user("alice").path() + "/consents/" + consenting.clientId());
        assertThat(consenting.refresh(back.path("refresh_token")).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "consent that Keycloak recorded for a scope listed by hand doesn't break its first use as an allowance")
    void consentFromBefore() {
        ScopeClient old = app.newClient(Map.of("consentRequired", true)).allowing("patient/Goal.read");
        importUser("bob", old.clientId(), "patient/Goal.read");
        LoginPages browser = browser();
        Map<String, String> callback = browser.visit(old.authorize("openid patient/Goal.read"), "bob");
        assertThat(browser.consented()).anyMatch(text -> text.contains("Goal"));
        assertThat(old.granted(old.redeem(callback.get("code")))).containsExactly("patient/Goal.read");
    }

    @Test
    @DisplayName("consent recorded for a part of an allowance can be imported and covers that part only")
    void consentInExports() {
        consenting.authorizationCode(browser(), "openid patient/Observation.r");
        importUser("carol", consenting.clientId(), "patient/*.rs:patient/Observation.r");
        LoginPages same = browser();
        same.visit(consenting.authorize("patient/Observation.r"), "carol");
        assertThat(same.consented()).noneMatch(text -> text.contains("Observation"));
        LoginPages more = browser();
        more.visit(consenting.authorize("patient/Observation.rs"), "carol");
        assertThat(more.consented()).anyMatch(text -> text.contains("Observation"));
    }

    private void importUser(String name, String clientId, String consent) {
        Map<String, Object> user = RealmUser.representation(
                name,
                Map.of(
                        "clientConsents",
                        List.of(Map.of("clientId", clientId, "grantedClientScopes", List.of(consent)))));
        app.realm()
                .admin
                .post(app.realm().path("/partialImport"), Map.of("ifResourceExists", "FAIL", "users", List.of(user)));
    }

    @Test
    @DisplayName("SMART-SCOPE-64: overlapping allowances and narrowing don't look like withdrawn consent")
    void consentWithOverlap() {
        ScopeClient overlap =
                app.newClient(Map.of("consentRequired", true)).allowing("patient/*.rs", "patient/Task.rs");
        Response first = overlap.authorizationCode(browser(), "patient/*.rs patient/Task.rs");
        assertThat(overlap.granted(first)).containsExactlyInAnyOrder("patient/*.rs", "patient/Task.rs");
        Response narrow = overlap.refresh(first.path("refresh_token"), "patient/Task.r");
        assertThat(overlap.granted(narrow)).containsExactly("patient/Task.r");
        Response back = overlap.refresh(narrow.path("refresh_token"));
        assertThat(overlap.granted(back)).containsExactlyInAnyOrder("patient/*.rs", "patient/Task.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-27: consent to a scope longer than the consent table's column is remembered too")
    void longConsent() {
        String scope = "patient/Observation.rs?code=" + "x".repeat(600);
        LoginPages browser = browser();
        assertThat(consenting.granted(consenting.authorizationCode(browser, scope)))
                .containsExactly(scope);
        consenting.authorizationCode(browser, scope);
        assertThat(browser.consented()).isEmpty();
        consenting.authorizationCode(browser, scope + "y");
        assertThat(browser.consented()).hasSize(1);
    }

    @Test
    @DisplayName("RFC 9126: a pushed request is narrowed alike and refused at once")
    void pushed() {
        Map<String, String> form = Map.of(
                "response_type", "code", "redirect_uri", CALLBACK, "scope", "openid patient/*.cruds", "state", "s1");
        Response pushed = app.post("ext/par/request", form);
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        String url = app.realm().endpoint("auth") + "?client_id=" + app.clientId() + "&request_uri="
                + Query.encode(pushed.path("request_uri"));
        Map<String, String> callback = browser().visit(url, "alice");
        assertThat(app.granted(app.redeem(callback.get("code")))).containsExactly("patient/*.rs");

        Response refused = app.post(
                "ext/par/request",
                Map.of("response_type", "code", "redirect_uri", CALLBACK, "scope", "openid patient/Patient.d"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.<String>path("error_description")).contains("patient/Patient.d");
    }

    @Test
    @DisplayName("RFC 8628: a device's token is narrowed to the allowances")
    void device() {
        Response started = app.post("auth/device", Map.of("scope", "openid patient/*.cruds"));
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        new LoginPages(CALLBACK).visit(started.path("verification_uri_complete"), "alice");
        Response response = app.post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        started.path("device_code")));
        assertThat(app.granted(response)).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-3, RFC 8628: what a device's client doesn't have is dropped, and the event names it")
    void deviceDrops() {
        ScopeClient tv = app.newClient(Map.of()).allowing("patient/*.rs");
        Response response = device(tv, "openid patient/*.rs launch/location nonsense");
        assertThat(tv.granted(response)).containsExactly("patient/*.rs");
        assertThat(tv.realm().events("OAUTH2_DEVICE_CODE_TO_TOKEN"))
                .anySatisfy(event -> assertThat(String.valueOf(event.get("details")))
                        .contains("dropped_scopes=launch/location nonsense"));
        assertThat(invalidScope(device(tv, "openid patient/*.rs launch/patient")))
                .startsWith("launch/patient ");
    }

    private static Response device(ScopeClient client, String scope) {
        Response started = client.post("auth/device", Map.of("scope", scope));
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        browser().visit(started.path("verification_uri_complete"), "alice");
        return client.post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        started.path("device_code")));
    }

    @Test
    @DisplayName("password grant: narrowed to the allowances; the error names the scope")
    void password() {
        assertThat(app.granted(app.password("alice", "patient/*.cruds"))).containsExactly("patient/*.rs");
        assertThat(invalidScope(app.password("alice", "openid patient/Patient.d")))
                .isEqualTo("patient/Patient.d is outside the scopes registered for this client");
    }

    @Test
    @DisplayName("attack 15: a token exchange gives no more than the subject token had")
    void exchange() {
        String subject = app.password("alice", "patient/Observation.rs").path("access_token");
        assertThat(app.granted(exchange(subject, "patient/*.rs"))).containsExactly("patient/Observation.rs");
        assertThat(app.granted(exchange(subject, "patient/Observation.r"))).containsExactly("patient/Observation.r");
        assertThat(invalidScope(exchange(subject, "patient/Patient.r"))).contains("patient/Patient.r");
        assertThat(invalidScope(exchange(subject, "user/Patient.r"))).contains("user/Patient.r");

        String none = app.password("alice", "openid email").path("access_token");
        invalidScope(exchange(none, "patient/Patient.r"));
        assertThat(exchange("not.a.token", "patient/Patient.r").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("attack 15: a service account's token is not exchanged into a user's scopes")
    void exchangeOfServiceAccount() {
        String subject = app.clientCredentials("system/Patient.rs").path("access_token");
        assertThat(app.granted(exchange(subject, "system/Patient.r"))).containsExactly("system/Patient.r");
        invalidScope(exchange(subject, "patient/Patient.r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-exchange\u0001", "token-exchange%0a", "token-exchange[m"})
    @DisplayName("attack 15: a grant type that Keycloak cleans up is held to the same limits")
    void exchangeWithUncleanGrantType(String grantType) {
        String subject = app.password("alice", "patient/Observation.rs").path("access_token");
        Response response =
                exchange("token", "urn:ietf:params:oauth:grant-type:" + grantType, subject, "patient/Patient.r");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
    }

    @Test
    @DisplayName("attack 15: the token endpoint's address with a slash is held to the same limits")
    void exchangeWithSlash() {
        String subject = app.password("alice", "patient/Observation.rs").path("access_token");
        Response response =
                exchange("token/", "urn:ietf:params:oauth:grant-type:token-exchange", subject, "patient/Patient.r");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
    }

    @Test
    @DisplayName("attack 15: a refresh adds no launch or fhirUser that became default later")
    void refreshAddsNoNames() {
        ScopeClient later = app.newClient(Map.of()).allowing("patient/*.rs");
        Response first = later.password("alice", "patient/Patient.r");
        later.allow("launch/patient", true);
        later.allow("fhirUser", true);
        Response second = later.refresh(first.path("refresh_token"));
        assertThat(second.<String>path("scope").split(" "))
                .contains("patient/Patient.r")
                .doesNotContain("launch/patient", "fhirUser");
    }

    private Response exchange(String token, String scope) {
        return exchange("token", "urn:ietf:params:oauth:grant-type:token-exchange", token, scope);
    }

    private Response exchange(String path, String grantType, String token, String scope) {
        return app.post(
                path,
                Map.of(
                        "grant_type", grantType,
                        "subject_token", token,
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "scope", scope));
    }

    @Test
    @DisplayName("SMART-SCOPE-60: userinfo and introspection read a token's scopes and add nothing to them")
    void readsOnly() {
        Response response = app.password("alice", "openid patient/Observation.r");
        app.granted(response);
        Response userinfo = given().auth()
                .oauth2(response.path("access_token"))
                .get(app.realm().endpoint("userinfo"));
        assertThat(userinfo.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("the console's Evaluate tab shows an example token with the allowances asked for")
    void evaluate() {
        String user =
                app.realm().admin.get(app.realm().path("/users?username=alice")).path("[0].id");
        String path = app.client.path() + "/evaluate-scopes/generate-example-access-token?userId=" + user
                + "&scope=openid patient/Observation.rs";
        assertThat(app.realm().admin.get(path).<String>path("scope")).contains("patient/Observation.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-61: an id_token comes with openid, whatever SMART scopes are narrowed")
    void idToken() {
        Response response = app.password("alice", "openid patient/*.cruds");
        assertThat(claims(response.path("id_token")).getString("sub")).isNotBlank();
        assertThat(List.of(response.<String>path("scope").split(" "))).contains("openid", "patient/*.rs");
    }
}
