/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.DpopKey;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients of each class get at the token endpoint, and what is refused there. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzGrantIT {

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;

    private final ClientKey key = ClientKey.rsa();
    private final DpopKey proofs = new DpopKey();
    private NzRealm realm;

    @BeforeAll
    void create(Admin admin) {
        realm = NzRealm.with(admin);
        realm.change(Map.of(
                "accessTokenLifespan", 10 * HOUR,
                "ssoSessionIdleTimeout", 10 * DAY,
                "ssoSessionMaxLifespan", 10 * DAY,
                "clientSessionMaxLifespan", 10 * DAY));
    }

    private Client caller(Kind kind, RealmClient client) {
        return kind == Kind.PUBLIC
                ? Client.publicClient(realm, client.clientId())
                : new SigningClient(realm, client.clientId(), key, "RS384");
    }

    /** Asks the token endpoint, with a proof as SENSITIVE clients need it. */
    private Response token(Kind kind, RealmClient client, Map<String, String> form) {
        var request = caller(kind, client).caller().formParams(form);
        return (kind == Kind.SENSITIVE ? request.header("DPoP", proofs.proof(realm.tokenUrl(), "")) : request)
                .post(realm.tokenUrl());
    }

    private Response codeGrant(Kind kind, RealmClient client, String scope, Map<String, String> more) {
        return token(kind, client, codeForm(kind, client, scope, more));
    }

    /** Logs in; answers the token request. */
    private Map<String, String> codeForm(Kind kind, RealmClient client, String scope, Map<String, String> more) {
        Pkce pkce = Pkce.create();
        Map<String, String> request = NzRealm.request(kind, client.clientId(), pkce);
        request.put("scope", scope);
        Map<String, String> callback = realm.login(request);
        assertThat(callback).containsKey("code").doesNotContainKey("access_token");
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                callback.get("code"),
                "redirect_uri",
                NzRealm.CALLBACK,
                "code_verifier",
                pkce.verifier()));
        form.putAll(more);
        return form;
    }

    private static void shorterThan(String token, long seconds) {
        JsonPath claims = Jwt.claims(token);
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isPositive().isLessThan(seconds);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "NZ-2, 4, 6, 7, 12, 15, 85, 86, 89: the code gives short-lived JWTs, public clients get no refresh token")
    void tokens(Kind kind) {
        RealmClient client = realm.classified(kind, NzRealm.settings(kind, key));
        Response tokens = codeGrant(kind, client, "openid", Map.of());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<Integer>path("expires_in")).isLessThan((int) HOUR);
        shorterThan(tokens.path("access_token"), HOUR);
        assertThat(tokens.<String>path("id_token")).isNotEmpty();
        if (kind == Kind.PUBLIC) {
            assertThat(tokens.<String>path("refresh_token")).isNull();
            return;
        }
        shorterThan(tokens.path("refresh_token"), DAY);
        assertThat(tokens.<Integer>path("refresh_expires_in")).isLessThan((int) DAY);
        Response refreshed = token(
                kind,
                client,
                Map.of("grant_type", "refresh_token", "refresh_token", tokens.<String>path("refresh_token")));
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        shorterThan(refreshed.path("access_token"), HOUR);
        shorterThan(refreshed.path("refresh_token"), DAY);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIDENCE", "SENSITIVE"})
    @DisplayName("NZ-7: an offline token lives less than 24 hours")
    void offline(Kind kind) {
        RealmClient client = realm.classified(kind, NzRealm.settings(kind, key));
        Response tokens = codeGrant(kind, client, "openid offline_access", Map.of());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(Jwt.claims(tokens.path("refresh_token")).getString("typ")).isEqualTo("Offline");
        shorterThan(tokens.path("refresh_token"), DAY);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-88: a verifier that doesn't fit gives no token")
    void verifier(Kind kind) {
        RealmClient client = realm.classified(kind, NzRealm.settings(kind, key));
        Response answer = codeGrant(
                kind, client, "openid", Map.of("code_verifier", Pkce.create().verifier()));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIDENCE", "SENSITIVE"})
    @DisplayName(
            "NZ-8, NZ-57: the ID token of the authorization endpoint is a detached signature without personal data")
    void detached(Kind kind) {
        RealmClient client = realm.classified(kind, NzRealm.settings(kind, key));
        Map<String, String> callback = realm.login(NzRealm.request(kind, client.clientId(), Pkce.create()));
        JsonPath claims = Jwt.claims(callback.get("id_token"));
        assertThat(claims.getMap(""))
                .containsKeys("c_hash", "s_hash", "nonce")
                .doesNotContainKeys("name", "email", "preferred_username", "given_name", "family_name", "fhirUser");
    }

    @Test
    @DisplayName("NZ-25: a SENSITIVE client without a proof gets no token")
    void noProof() {
        RealmClient client = realm.classified(Kind.SENSITIVE, NzRealm.settings(Kind.SENSITIVE, key));
        Pkce pkce = Pkce.create();
        Map<String, String> callback = realm.login(NzRealm.request(Kind.SENSITIVE, client.clientId(), pkce));
        Response answer = caller(Kind.SENSITIVE, client).redeem(callback.get("code"), pkce.verifier());
        NzRealm.refused(answer, 400, "invalid_dpop_proof", "NZ-25");
    }

    private Map<String, Object> systemSettings(Kind kind) {
        return NzRealm.changed(
                NzRealm.settings(kind, key),
                Map.of(
                        "standardFlowEnabled",
                        false,
                        "implicitFlowEnabled",
                        false,
                        "consentRequired",
                        false,
                        "serviceAccountsEnabled",
                        true,
                        "redirectUris",
                        List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIDENCE", "SENSITIVE"})
    @DisplayName("NZ-4, NZ-84, NZ-90: a system gets a short-lived token of its own")
    void system(Kind kind) {
        RealmClient client = realm.classified(kind, systemSettings(kind));
        Response answer = token(kind, client, Map.of("grant_type", "client_credentials"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        shorterThan(answer.path("access_token"), HOUR);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIDENCE", "SENSITIVE"})
    @DisplayName("NZ-84: a client that has users, too, gets no token of its own")
    void systemWithUsers(Kind kind) {
        Map<String, Object> settings =
                NzRealm.changed(NzRealm.settings(kind, key), Map.of("serviceAccountsEnabled", true));
        Response answer = token(kind, realm.classified(kind, settings), Map.of("grant_type", "client_credentials"));
        NzRealm.refused(answer, 400, "unauthorized_client", "NZ-84");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-83: no grant by password, whatever the client's settings")
    void password(Kind kind) {
        // Keycloak itself refuses a client that asks for consent.
        Map<String, Object> settings = NzRealm.changed(
                NzRealm.settings(kind, key), Map.of("directAccessGrantsEnabled", true, "consentRequired", false));
        RealmClient client = realm.classified(kind, settings);
        Map<String, String> form = Map.of("grant_type", "password", "username", "hemi", "password", "hemi");
        NzRealm.refused(token(kind, client, form), 400, "unauthorized_client", "NZ-83");
        RealmClient obeying = realm.classified(kind, NzRealm.settings(kind, key));
        assertThat(token(kind, obeying, form).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-70: no device grant, whatever the client's settings")
    void device(Kind kind) {
        RealmClient client = realm.classified(
                kind,
                NzRealm.changed(
                        NzRealm.settings(kind, key),
                        Map.of("attributes.oauth2.device.authorization.grant.enabled", "true")));
        NzRealm.refused(
                caller(kind, client).post("auth/device", Map.of("scope", "openid")),
                400,
                "unauthorized_client",
                "NZ-70");
    }

    /** A client with resources of its own, that are open to everybody. */
    private RealmClient resourceServer() {
        String clientId = "resources-" + UUID.randomUUID();
        return realm.createClient(Map.of(
                "clientId",
                clientId,
                "secret",
                Caller.secret(clientId),
                "serviceAccountsEnabled",
                true,
                "authorizationServicesEnabled",
                true,
                "authorizationSettings",
                Map.of("policyEnforcementMode", "DISABLED", "resources", List.of(Map.of("name", "records")))));
    }

    private static Map<String, String> permission(RealmClient resources, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket");
        form.put("audience", resources.clientId());
        return form;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-70, NZ-25, NZ-4: no UMA grant for a classified client, with its own credentials or its tokens")
    void permission(Kind kind) {
        RealmClient resources = resourceServer();
        RealmClient client = realm.classified(kind, NzRealm.settings(kind, key));
        Response tokens = codeGrant(kind, client, "openid", Map.of());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        Map<String, String> idToken = Map.of(
                "claim_token",
                tokens.<String>path("id_token"),
                "claim_token_format",
                "http://openid.net/specs/openid-connect-core-1_0.html#IDToken");
        Map<String, String> accessToken = Map.of("subject_token", tokens.<String>path("access_token"));
        for (Map<String, String> proof : List.of(idToken, accessToken)) {
            NzRealm.refused(
                    caller(kind, client).token(permission(resources, proof)), 400, "unauthorized_client", "NZ-70");
            // Another client that has got the token.
            NzRealm.refused(
                    Client.confidential(realm, resources.clientId()).token(permission(resources, proof)),
                    400,
                    "unauthorized_client",
                    "NZ-70");
        }
        NzRealm.refused(
                given().auth()
                        .oauth2(tokens.path("access_token"))
                        .formParams(permission(resources, Map.of()))
                        .post(realm.tokenUrl()),
                400,
                "unauthorized_client",
                "NZ-70");
    }

    @Test
    @DisplayName("NZ-70: a client without a class gets permissions (UMA) as before, and wrong tokens are told apart")
    void otherPermission() {
        RealmClient resources = resourceServer();
        Client unclassified = Client.confidential(realm, resources.clientId());
        Response own = unclassified.token(permission(resources, Map.of()));
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
        assertThat(Jwt.claims(own.path("access_token")).getString("authorization.permissions[0].rsname"))
                .isEqualTo("records");
        Response byToken = given().auth()
                .oauth2(unclassified.ownToken())
                .formParams(permission(resources, Map.of()))
                .post(realm.tokenUrl());
        assertThat(byToken.statusCode()).as(byToken.asString()).isEqualTo(200);
        Response wrong = given().auth()
                .oauth2("x.y.z")
                .formParams(permission(resources, Map.of()))
                .post(realm.tokenUrl());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(Caller.basic(resources.clientId(), "wrong")
                        .formParams(permission(resources, Map.of()))
                        .post(realm.tokenUrl())
                        .statusCode())
                .isEqualTo(401);
    }

    private Response backchannel(RealmClient client, String scope) {
        return caller(Kind.CONFIDENCE, client).post("ext/ciba/auth", Map.of("login_hint", "hemi", "scope", scope));
    }

    @Test
    @DisplayName("NZ-50, NZ-51, NZ-74: a backchannel request (CIBA) must contain openid, too")
    void backchannelOpenId() {
        RealmClient client = realm.classified(
                Kind.CONFIDENCE,
                NzRealm.changed(
                        NzRealm.settings(Kind.CONFIDENCE, key), Map.of("attributes.oidc.ciba.grant.enabled", "true")));
        NzRealm.refused(backchannel(client, "offline_access"), 400, "invalid_request", "NZ-50");
        Response begun = backchannel(client, "openid offline_access");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(200);
        assertThat(begun.<String>path("auth_req_id")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIDENCE", "SENSITIVE"})
    @DisplayName("NZ-26, NZ-33, NZ-94: a client with a secret gets no token, and can't revoke one")
    void secret(Kind kind) {
        Map<String, Object> settings = NzRealm.changed(
                systemSettings(kind), Map.of("clientAuthenticatorType", "client-secret", "secret", "of-the-client"));
        RealmClient client = realm.classified(kind, settings);
        var caller = Caller.basic(client.clientId(), "of-the-client");
        Response answer = (kind == Kind.SENSITIVE ? caller.header("DPoP", proofs.proof(realm.tokenUrl(), "")) : caller)
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl());
        NzRealm.refused(answer, 400, "unauthorized_client", "NZ-26");
        Response revoked = Caller.basic(client.clientId(), "of-the-client")
                .formParam("token", "any")
                .post(realm.endpoint("revoke"));
        assertThat(revoked.statusCode()).isNotEqualTo(200);
        assertThat(revoked.<String>path("error_description")).startsWith("NZ-33:");
    }

    @Test
    @DisplayName("NZ-95: a PUBLIC API may be used with a secret")
    void publicSecret() {
        Map<String, Object> settings = NzRealm.changed(
                systemSettings(Kind.PUBLIC),
                Map.of("publicClient", false, "clientAuthenticatorType", "client-secret", "secret", "of-the-client"));
        RealmClient client = realm.classified(Kind.PUBLIC, settings);
        Response answer = Caller.basic(client.clientId(), "of-the-client")
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    private RealmClient obeying(Kind kind) {
        return realm.classified(kind, NzRealm.settings(kind, key));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-2: a code that was used gives nothing, and ends what it gave before")
    void usedCode(Kind kind) {
        RealmClient client = obeying(kind);
        Map<String, String> form = codeForm(kind, client, "openid", Map.of());
        Response first = token(kind, client, form);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(userinfo(kind, first.path("access_token")).statusCode()).isEqualTo(200);
        Response second = token(kind, client, form);
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(400);
        assertThat(second.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(userinfo(kind, first.path("access_token")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-21: an unregistered client gets a page, and no token")
    void unregistered(Kind kind) {
        Response page = realm.ask(NzRealm.request(kind, "nobody", Pkce.create()));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
        Response answer = Client.publicClient(realm, "nobody")
                .redeem("a-code", Pkce.create().verifier());
        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.<String>path("error")).isEqualTo("invalid_client");
    }

    private Response userinfo(Kind kind, String token) {
        String url = realm.endpoint("userinfo");
        return (kind == Kind.SENSITIVE
                        ? given().header("Authorization", "DPoP " + token)
                                .header("DPoP", proofs.proof("GET", url, token))
                        : Caller.bearer(token))
                .get(url);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-31: a client revokes its token, and no other client's")
    void revoked(Kind kind) {
        RealmClient client = obeying(kind);
        String token = codeGrant(kind, client, "openid", Map.of()).path("access_token");
        Map<String, String> form = Map.of("token", token);
        Response stranger = caller(kind, obeying(kind)).post("revoke", form);
        assertThat(stranger.statusCode()).as(stranger.asString()).isEqualTo(400);
        assertThat(userinfo(kind, token).statusCode()).isEqualTo(200);
        Response own = caller(kind, client).post("revoke", form);
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
        assertThat(userinfo(kind, token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-37, NZ-38: userinfo takes a token whose signature and issuer are right, and no other")
    void userinfo(Kind kind) {
        RealmClient client = obeying(kind);
        String token = codeGrant(kind, client, "openid", Map.of()).path("access_token");
        assertThat(userinfo(kind, token).<String>path("sub"))
                .isEqualTo(realm.user("hemi").id());
        String[] parts = token.split("\\.");
        String changed = parts[1].substring(0, parts[1].length() - 6) + "AAAAAA";
        for (String wrong : List.of(
                parts[0] + "." + changed + "." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20) + "AAAA" + parts[2].substring(24),
                foreignToken())) {
            assertThat(userinfo(kind, wrong).statusCode()).isEqualTo(401);
        }
    }

    /** A good token of another issuer. */
    private String foreignToken() {
        NzRealm other = NzRealm.with(realm.admin);
        return Client.publicClient(other, "admin-cli")
                .password("hemi", "openid")
                .path("access_token");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "NZ-9, NZ-39, NZ-53: everybody can read the key with which a token was signed, by an approved algorithm")
    void keys(Kind kind) {
        Response tokens = codeGrant(kind, obeying(kind), "openid", Map.of());
        for (String token : List.of("id_token", "access_token")) {
            JsonPath header = Jwt.header(tokens.path(token));
            assertThat(header.getString("alg")).isEqualTo("RS256");
            assertThat(given().get(realm.endpoint("certs")).jsonPath().getList("keys.kid"))
                    .contains(header.getString("kid"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-61, NZ-62: users are asked, their consent is recorded, and a no gives nothing")
    void consent(Kind kind) {
        RealmClient client = obeying(kind);
        client.allow("records", false);
        Map<String, String> request = NzRealm.request(kind, client.clientId(), Pkce.create());
        request.put("scope", "openid records");
        assertThat(realm.decline(request))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
        String consents = realm.user("hemi").path() + "/consents";
        assertThat(realm.admin.get(consents).jsonPath().getList("clientId")).doesNotContain(client.clientId());
        assertThat(codeGrant(kind, client, "openid records", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(realm.admin
                        .get(consents)
                        .jsonPath()
                        .<String>getList("find { it.clientId == '" + client.clientId() + "' }.grantedClientScopes"))
                .contains("records");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-103: a scope that is the URL of an OperationDefinition is granted to a client that has it")
    void operation(Kind kind) {
        String operation = "http://hl7.org/fhir/OperationDefinition/Patient-everything-for-" + kind;
        String scope = realm.admin.createScope(realm.name, operation, Map.of("include.in.token.scope", "true"));
        RealmClient client = obeying(kind);
        Map<String, String> request = NzRealm.request(kind, client.clientId(), Pkce.create());
        request.put("scope", "openid " + operation);
        assertThat(NzRealm.callback(realm.ask(request))).containsEntry("error", "invalid_scope");
        realm.admin.assign(realm.name, client.id(), scope, false);
        Response tokens = codeGrant(kind, client, "openid " + operation, Map.of());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("scope").split(" ")).contains(operation);
    }
}
