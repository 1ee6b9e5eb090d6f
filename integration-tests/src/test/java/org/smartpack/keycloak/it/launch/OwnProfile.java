/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which Keycloak lets users write attributes of their own account, for users who try too much. */
final class OwnProfile {

    private final SmartRealm realm;
    private final App app;

    /** Adds an app to the realm that may call the account API. */
    OwnProfile(SmartRealm realm) {
        this.realm = realm;
        this.app = realm.newApp(Map.of(
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "defaultClientScopes",
                List.of("basic", "roles", "profile", "email"),
                "optionalClientScopes",
                List.of("offline_access")));
        realm.client(app.clientId())
                .addMapper(
                        "account",
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", "account", "access.token.claim", "true"));
    }

    /** The account API, with a token for the scopes that the user chooses. */
    void writeByAccountApi(String user, String scope, Map<String, String> attributes) {
        String token = app.password(user, scope).path("access_token");
        Response before = given().auth().oauth2(token).accept(ContentType.JSON).get(realm.url + "/account/");
        assertThat(before.statusCode()).as(before.asString()).isEqualTo(200);
        Map<String, Object> profile = before.jsonPath().getMap("");
        Map<String, Object> sent = new LinkedHashMap<>();
        if (profile.get("attributes") instanceof Map<?, ?> had) {
            had.forEach((name, value) -> sent.put((String) name, value));
        }
        attributes.forEach((name, value) -> sent.put(name, List.of(value)));
        profile.put("attributes", sent);
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body(profile)
                .post(realm.url + "/account/");
    }

    /** The form of the action "Update profile", which any app may ask for. */
    void writeByAction(String user, Map<String, String> attributes) {
        LoginPages browser = realm.browser();
        Map<String, String> request = request("openid");
        assertThat(browser.visit(app.authorize(request), user)).containsKey("code");
        request.put("kc_action", "UPDATE_PROFILE");
        Response page = browser.open(app.authorize(request));
        assertThat(page.asString()).contains("kc-update-profile-form");
        browser.submit(LoginPages.action(page), form(user, attributes), user);
    }

    /** The registration page. */
    void register(String user, Map<String, String> attributes) {
        LoginPages browser = realm.browser();
        Response page = browser.open(app.authorize(request("openid")).replace("/auth?", "/registrations?"));
        Map<String, String> form = form(user, attributes);
        form.put("password", user);
        form.put("password-confirm", user);
        assertThat(browser.submit(LoginPages.action(page), form, user)).containsKey("code");
    }

    private Map<String, String> request(String scope) {
        Map<String, String> request = app.request(scope, Pkce.create());
        request.remove("aud");
        return request;
    }

    /** What the page asks for, and more. */
    private static Map<String, String> form(String user, Map<String, String> attributes) {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("username", user, "email", user + "@example.org", "firstName", "Some", "lastName", "Body"));
        form.putAll(attributes);
        return form;
    }
}
