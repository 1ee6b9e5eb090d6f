/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.audience;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** What the token of an app says of its user, when the app was made in the console: with Keycloak's default scopes. */
@ExtendWith(SharedServer.class)
class AppTokenIT {

    private static final List<String> USER_DATA = List.of(
            "realm_access", "resource_access", "preferred_username", "name", "given_name", "email", "email_verified");

    private SmartRealm realm;
    private App app;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = app(false);
    }

    private App app(boolean consentRequired) {
        return realm.newApp(Map.of(
                "fullScopeAllowed",
                true,
                "consentRequired",
                consentRequired,
                "defaultClientScopes",
                List.of("basic", "acr", "web-origins", "roles", "profile", "email")));
    }

    private static Set<String> names(JsonPath claims) {
        return claims.<String, Object>getMap("").keySet();
    }

    private void assertNothingOfTheUser(Response tokens) {
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        String access = tokens.path("access_token");
        for (JsonPath claims : List.of(Jwt.claims(access), realm.introspect(access))) {
            assertThat(names(claims))
                    .doesNotContainAnyElementsOf(USER_DATA)
                    .contains("sub", "auth_time", "acr", "patient", "scope");
            assertThat(claims.getList("aud", String.class)).containsExactlyInAnyOrder(SmartRealm.FHIR, "fhir-server");
        }
        assertThat(realm.introspect(access).getString("username")).isEqualTo("alice");
        JsonPath identity = Jwt.claims(tokens.path("id_token"));
        assertThat(identity.getMap("")).containsKeys("preferred_username", "name", "email", "email_verified");
        Response userinfo = Caller.bearer(access).get(realm.endpoint("userinfo"));
        assertThat(userinfo.statusCode()).as(userinfo.asString()).isEqualTo(200);
        assertThat(userinfo.jsonPath().getMap("")).containsKeys("preferred_username", "email");
    }

    @Test
    @DisplayName("SETUP-12: an app's access token has no roles, profile and e-mail; id_token and userinfo have them")
    void accessToken() {
        Response tokens = app.login(realm.browser(), "alice", "openid fhirUser profile online_access patient/*.rs");
        assertNothingOfTheUser(tokens);
        assertThat(tokens.<String>path("scope")).contains("profile");
        assertNothingOfTheUser(app.refresh(tokens));
    }

    @Test
    @DisplayName("SETUP-12: it is the same after consent, asked and remembered")
    void consent() {
        App asking = app(true);
        for (int i = 0; i < 2; i++) {
            assertNothingOfTheUser(
                    asking.login(realm.browser(), "alice", "openid fhirUser profile online_access patient/*.rs"));
        }
    }

    @Test
    @DisplayName("SETUP-12: a mapper of the client's own scope still writes what it is told to")
    void ownMapper() {
        realm.client(app.clientId())
                .addMapper(
                        "oidc-usermodel-attribute-mapper",
                        Map.of(
                                "user.attribute",
                                "email",
                                "claim.name",
                                "email",
                                "jsonType.label",
                                "String",
                                "access.token.claim",
                                "true",
                                "introspection.token.claim",
                                "true"));
        Response tokens = app.login(realm.browser(), "alice", "openid fhirUser patient/*.rs");
        String access = tokens.path("access_token");
        assertThat(Jwt.claims(access).getString("email")).isEqualTo("alice@example.org");
        assertThat(realm.introspect(access).getString("email")).isEqualTo("alice@example.org");
        assertThat(Jwt.claims(access).getMap("")).doesNotContainKeys("realm_access", "name", "email_verified");
    }

    @Test
    @DisplayName("SETUP-12: a token without SMART scopes is as Keycloak makes it, beside one with them in one session")
    void otherTokens() {
        var browser = realm.browser();
        app.login(browser, "alice", "openid fhirUser patient/*.rs");
        Pkce pkce = Pkce.create();
        Response tokens = app.tokens(browser.visit(app.authorize(app.request("openid", pkce)), "alice"), pkce);
        String access = tokens.path("access_token");
        assertThat(names(Jwt.claims(access))).containsAll(USER_DATA);
        assertThat(Jwt.claims(access).getString("aud")).isEqualTo("account");
    }

    @Test
    @DisplayName("SETUP-12: a client that is named like one of Keycloak's scopes keeps its mappers")
    void clientNamedLikeAScope() {
        realm.createClient(
                "profile",
                Map.of(
                        "secret",
                        Caller.secret("profile"),
                        "redirectUris",
                        List.of(SmartRealm.CALLBACK),
                        "fullScopeAllowed",
                        false,
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of("fhirUser", "patient/*.cruds")));
        realm.client("profile")
                .addMapper(
                        "oidc-hardcoded-claim-mapper",
                        Map.of(
                                "claim.name",
                                "mine",
                                "claim.value",
                                "yes",
                                "jsonType.label",
                                "String",
                                "access.token.claim",
                                "true"));
        Response tokens = realm.app("profile").login(realm.browser(), "alice", "openid fhirUser patient/*.rs");
        assertThat(Jwt.claims(tokens.path("access_token")).getString("mine")).isEqualTo("yes");
    }

    @Test
    @DisplayName("SETUP-12: Keycloak's own clients keep their roles where fhirUser is a default scope of theirs")
    void keycloaksOwnClients(Admin admin) {
        Realm other = new ServiceRealm(admin).realm;
        other.createUser("alice", Map.of("attributes", Map.of("fhirUser", List.of("Patient/pat-1"))));
        RealmClient account = other.client("account-console");
        account.change(Map.of("directAccessGrantsEnabled", true));
        String fhirUser = admin.get(other.path("/client-scopes")).path("find { it.name == 'fhirUser' }.id");
        admin.assign(other.name, account.id(), fhirUser, true);
        Response tokens = Client.publicClient(other, "account-console").password("alice", "openid");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("scope")).contains("fhirUser");
        JsonPath claims = Jwt.claims(tokens.path("access_token"));
        assertThat(claims.getList("resource_access.account.roles", String.class))
                .contains("manage-account");
        assertThat(claims.getMap("")).containsKeys("preferred_username", "email");
    }
}
