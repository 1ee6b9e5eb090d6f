/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.OldGrants;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;
import static org.smartpack.keycloak.testkit.client.Jwt.claims;

/** {@code system/} is for clients: nothing that a client has in a user's name holds it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemScopeIT {

    private static final Map<String, String> REFRESHES = Map.of("client_credentials.use_refresh_token", "true");

    private ScopeClient first;
    private SmartRealm governed;

    @BeforeAll
    void realms(Admin admin) {
        first = ScopeClient.create(admin);
        OldGrants.prepare(admin, first.realm().name);
        governed = SmartRealm.create(admin);
        OldGrants.prepare(admin, governed.name);
    }

    private ScopeClient client() {
        return first.newClient(Map.of()).allowing("patient/*.rs", "system/*.rs");
    }

    private static String old(Response tokens, String scope) {
        return OldGrants.withScope(tokens.path("refresh_token"), scope);
    }

    @Test
    @DisplayName("attack 40: a refresh of an old grant of a user drops system/, and the next refresh token has none")
    void refresh() {
        ScopeClient app = client();
        String old = old(app.password("alice", "openid patient/*.rs"), "openid patient/*.rs system/*.rs");
        Response refreshed = app.refresh(old);
        assertThat(app.granted(refreshed)).containsExactly("patient/*.rs");
        assertThat(claims(refreshed.path("refresh_token")).getString("scope")).doesNotContain("system/");
        // What the client sends as its own grant is answered with what is left of it.
        Response same = app.refresh(old, "openid patient/*.rs system/*.rs");
        assertThat(app.granted(same)).containsExactly("patient/*.rs");
        assertThat(claims(same.path("refresh_token")).getString("scope")).doesNotContain("system/");
    }

    @Test
    @DisplayName("attack 40: a refresh of an old grant of a user that names nothing but system/ is invalid_scope")
    void refreshOfNothingElse() {
        ScopeClient app = client();
        String old = old(app.password("alice", "openid patient/*.rs"), "openid patient/*.rs system/*.rs");
        assertThat(invalidScope(app.refresh(old, "system/*.rs"))).contains("system/*.rs");
        assertThat(invalidScope(app.refresh(old, "system/Patient.r"))).contains("system/Patient.r");
    }

    @Test
    @DisplayName("attack 40: an offline grant of a user drops system/")
    void offline() {
        ScopeClient app = client();
        String old = old(
                app.password("alice", "openid offline_access patient/*.rs"),
                "openid offline_access patient/*.rs system/*.rs");
        Response refreshed = app.refresh(old);
        assertThat(app.granted(refreshed)).containsExactly("patient/*.rs");
        assertThat(claims(refreshed.path("refresh_token")).getString("scope")).doesNotContain("system/");
    }

    @Test
    @DisplayName("attack 40: no name that begins with system/ is granted to a user because a client scope is called so")
    void byName() {
        ScopeClient app = first.newClient(Map.of()).allowing("patient/*.rs");
        assignPrinted(app, "system/SomethingOfOurs.rs", false);
        assignPrinted(app, "system/always", true);
        assertThat(app.granted(app.password("alice", "patient/*.rs system/SomethingOfOurs.rs")))
                .containsExactly("patient/*.rs");
        String old = old(app.password("alice", "patient/*.rs"), "patient/*.rs system/SomethingOfOurs.rs");
        assertThat(app.granted(app.refresh(old))).containsExactly("patient/*.rs");
        Response own = app.clientCredentials("system/SomethingOfOurs.rs");
        assertThat(own.asString()).contains("system/SomethingOfOurs.rs", "system/always");
    }

    private void assignPrinted(ScopeClient app, String name, boolean asDefault) {
        String scope =
                first.realm().admin.createOldScope(first.realm().name, name, Map.of("include.in.token.scope", "true"));
        first.realm().admin.assign(first.realm().name, app.client.id(), scope, asDefault);
    }

    @Test
    @DisplayName("attack 40: an exchange of another client's own token gives no system/")
    void exchange() {
        ScopeClient backend = client();
        ScopeClient other = client();
        backend.realm()
                .admin
                .post(backend.client.path() + "/protocol-mappers/models", Mapper.audience(other.clientId()));
        String subject = backend.clientCredentials("system/Patient.rs").path("access_token");
        invalidScope(exchange(other, subject, "system/Patient.r"));
        // Its own it may narrow.
        assertThat(backend.granted(exchange(backend, subject, "system/Patient.r")))
                .containsExactly("system/Patient.r");
    }

    private static Response exchange(ScopeClient client, String token, String scope) {
        return client.post(
                "token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "scope",
                        scope));
    }

    @Test
    @DisplayName("attack 40: a client's own grant keeps system/ at refresh")
    void ownGrant() {
        ScopeClient app = first.newClient(Map.of("attributes", REFRESHES)).allowing("system/*.rs");
        Response own = app.clientCredentials("system/Patient.rs");
        Response refreshed = app.refresh(own.path("refresh_token"));
        assertThat(app.granted(refreshed)).containsExactly("system/Patient.rs");
        assertThat(app.granted(app.refresh(refreshed.path("refresh_token"), "system/Patient.r")))
                .containsExactly("system/Patient.r");
    }

    @Test
    @DisplayName("attack 40: in a realm with a FHIR server an old grant gets past no rule by naming system/ alone,"
            + " and its token isn't for the FHIR server")
    void governed() {
        App app = governed.newApp(Map.of(
                "directAccessGrantsEnabled",
                true,
                "defaultClientScopes",
                List.of("basic", "fhir-server-audience"),
                "optionalClientScopes",
                List.of("patient/*.cruds", "system/*.rs")));
        Response all = app.refresh(oldGrant(app, "openid patient/*.rs system/*.rs"));
        assertThat(all.<String>path("error")).isEqualTo("invalid_grant");
        Response named = app.refresh(oldGrant(app, "openid patient/*.rs system/*.rs"), "system/*.rs");
        assertThat(named.<String>path("error")).as(named.asString()).isEqualTo("invalid_scope");

        Response rest = app.refresh(oldGrant(app, "openid system/*.rs"));
        assertThat(rest.statusCode()).as(rest.asString()).isEqualTo(200);
        assertThat(rest.<String>path("scope")).doesNotContain("system/");
        String access = rest.path("access_token");
        assertThat(claims(access).getString("scope")).doesNotContain("system/");
        assertThat(audience(access)).doesNotContain(SmartRealm.FHIR, "fhir-server");
        assertThat(claims(rest.path("refresh_token")).getString("scope")).doesNotContain("system/");
    }

    private static String oldGrant(App app, String scope) {
        Response today = app.token(
                Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", "openid"));
        assertThat(today.statusCode()).as(today.asString()).isEqualTo(200);
        return old(today, scope);
    }

    private static List<String> audience(String token) {
        Object audience = claims(token).get("aud");
        return audience instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(String.valueOf(audience));
    }
}
