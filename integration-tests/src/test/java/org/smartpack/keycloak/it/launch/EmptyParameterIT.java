/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A parameter without a value counts as left out, at every endpoint (RFC 6749 sections 3.1 and 3.2). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmptyParameterIT {

    /** Beside good ones; as some libraries write them, and as others do. */
    private static final String CREDENTIALS =
            "&client_id=&client_secret=&client_assertion=&client_assertion_type=&client_id&client_secret";

    private static final String OTHERS =
            "&scope=&resource=&launch=&aud=&code_verifier=&redirect_uri=&code=&state=&nonce="
                    + "&audience=&request=&request_uri=&dpop_jkt=&username=&password=&token_type_hint=&authorization_details=";

    private static final String EMPTY = CREDENTIALS + OTHERS + OTHERS.replace("=&", "&");

    private static final Pkce PKCE = Pkce.create();

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        app = realm.app("web-app");
    }

    private static String post(String client) {
        return "client_id=" + client + "&client_secret=" + client + "-secret&";
    }

    private String assertion() {
        return "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion="
                + SigningClient.demo(realm, "bulk-client").assertion().sign()
                + "&";
    }

    private static Response send(RequestSpecification caller, String url, String form) {
        return caller.contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(url);
    }

    private Response token(RequestSpecification caller, String form) {
        return send(caller, realm.endpoint("token"), form);
    }

    private static Response ok(String what, Response response) {
        assertThat(response.statusCode()).as(what + " " + response.asString()).isIn(200, 201);
        return response;
    }

    @Test
    @DisplayName("LEN-1: client_credentials, by Basic, a secret in the form and an assertion")
    void clientCredentials() {
        String grant = "grant_type=client_credentials";
        String usual = ok("usual", token(Caller.basic("ehr"), grant)).path("scope");
        assertThat(ok("Basic", token(Caller.basic("ehr"), grant + EMPTY)).<String>path("scope"))
                .isEqualTo(usual);
        assertThat(ok("post", token(given(), post("ehr") + grant + EMPTY)).<String>path("scope"))
                .isEqualTo(usual);
        ok("empty ones first", token(given(), EMPTY.substring(1) + "&" + post("ehr") + grant));
        ok("the grant type too", token(Caller.basic("ehr"), "grant_type=&" + grant + "&grant_type="));
        String all = ok("bulk", token(given(), assertion() + grant)).path("scope");
        assertThat(all).isEqualTo("system/*.rs");
        assertThat(ok("assertion", token(given(), assertion() + grant + EMPTY)).<String>path("scope"))
                .isEqualTo(all);
        assertThat(token(given(), "client_id=ehr&client_secret=&" + grant).statusCode())
                .as("no secret")
                .isIn(400, 401);
        assertThat(token(Caller.basic("ehr"), "grant_type=").<String>path("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("LEN-1: authorize by GET and POST, code and refresh; scope= at refresh is the whole grant")
    void codeFlow() {
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-1"));
        String scope = App.SCOPE;
        String url = app.authorize(app.launchRequest(scope, pkce, launch));
        String empty = "&client_id=&scope=&launch=&aud=&resource=&redirect_uri=&request=&request_uri=&prompt=&max_age="
                + "&nonce=&login_hint=&claims=&response_mode=&acr_values=&ui_locales=&code_challenge=&id_token_hint=";
        Map<String, String> callback = realm.browser().visit(url + empty, "drbob");
        assertThat(callback).containsKey("code");
        Response tokens = ok(
                "code",
                token(
                        Caller.basic("web-app"),
                        Query.of(Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        callback.get("code"),
                                        "redirect_uri",
                                        Realm.CALLBACK,
                                        "code_verifier",
                                        pkce.verifier()))
                                + EMPTY));
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
        Response refreshed = ok(
                "refresh",
                token(
                        Caller.basic("web-app"),
                        Query.of(Map.of("grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token")))
                                + EMPTY));
        assertThat(refreshed.<String>path("scope")).isEqualTo(tokens.path("scope"));
        assertThat(refreshed.<String>path("patient")).isEqualTo("pat-1");

        Pkce other = Pkce.create();
        Map<String, String> posted = app.request("openid user/*.rs", other);
        for (String name : List.of("launch", "resource", "request", "request_uri", "prompt", "max_age", "claims")) {
            posted.put(name, "");
        }
        app.tokens(realm.browser().submit(realm.endpoint("auth"), posted, "drbob"), other);
    }

    @Test
    @DisplayName("LEN-1: scope= at the authorization endpoint is a request without scope, by GET and POST")
    void scopeOfAuthorization() {
        String usual = null;
        for (String scope : new String[] {null, ""}) {
            Pkce pkce = Pkce.create();
            Map<String, String> request = app.request("", pkce);
            if (scope == null) {
                request.remove("scope");
            }
            String byGet = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce)
                    .path("scope");
            String byPost = app.tokens(realm.browser().submit(realm.endpoint("auth"), request, "drbob"), pkce)
                    .path("scope");
            usual = usual == null ? byGet : usual;
            assertThat(List.of(byGet, byPost)).containsOnly(usual);
        }
    }

    @Test
    @DisplayName("LEN-1: a public app's refresh with client_id= is one that names no client")
    void publicApp() {
        App chart = realm.app("growth-chart");
        Response tokens = chart.login(realm.browser(), "drbob", "openid online_access user/*.rs");
        String form = Query.of(Map.of("grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token")));
        Response refreshed = ok("unnamed", token(given(), form + EMPTY));
        assertThat(refreshed.<String>path("scope")).isEqualTo(tokens.path("scope"));
    }

    @Test
    @DisplayName("LEN-1: launch= is no launch: standalone where that may be, else the error of an absent one")
    void launch() {
        Pkce pkce = Pkce.create();
        App patient = realm.app("growth-chart");
        Map<String, String> standalone = patient.launchRequest("launch/patient patient/*.rs", pkce, "");
        assertThat(patient.patient(patient.tokens(realm.browser().visit(patient.authorize(standalone), "alice"), pkce)))
                .isEqualTo("pat-1");
        Map<String, String> ehr = app.launchRequest("launch patient/*.rs", pkce, "");
        Map<String, String> without = new LinkedHashMap<>(ehr);
        without.remove("launch");
        Map<String, String> refused = realm.browser().visit(app.authorize(ehr), "alice");
        assertThat(refused)
                .containsEntry("error", "invalid_request")
                .isEqualTo(realm.browser().visit(app.authorize(without), "alice"));
        assertThat(realm.browser().submit(realm.endpoint("auth"), ehr, "alice")).isEqualTo(refused);
    }

    @Test
    @DisplayName("LEN-1, attack 1: redirect_uri= is the only one registered or an error page, never another address")
    void redirectUri() {
        Pkce pkce = Pkce.create();
        App single = realm.newApp(Map.of());
        Map<String, String> request = single.request("user/*.rs", pkce);
        request.put("redirect_uri", "");
        Map<String, String> callback = realm.browser().visit(single.authorize(request), "drbob");
        assertThat(callback).containsKey("code");
        Map<String, String> redeem = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                callback.get("code"),
                "redirect_uri",
                "",
                "code_verifier",
                pkce.verifier());
        ok("without redirect_uri", single.token(redeem));

        Map<String, String> openid = single.request("openid user/*.rs", pkce);
        openid.put("redirect_uri", "");
        App two = realm.newApp(Map.of("redirectUris", List.of(Realm.CALLBACK, Realm.CALLBACK + "2")));
        Map<String, String> ambiguous = two.request("user/*.rs", pkce);
        ambiguous.put("redirect_uri", "");
        for (Response page : List.of(
                realm.browser().open(single.authorize(openid)), realm.browser().open(two.authorize(ambiguous)))) {
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.header("Location")).isNull();
        }

        // A redirect_uri that was sent has to come again.
        Pkce named = Pkce.create();
        Map<String, String> code = realm.browser().visit(single.authorize(single.request("user/*.rs", named)), "drbob");
        Map<String, String> omitted = new LinkedHashMap<>(redeem);
        omitted.put("code", code.get("code"));
        omitted.put("code_verifier", named.verifier());
        assertThat(single.token(omitted).<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("LEN-1: pushed authorization requests; request_uri= isn't a request_uri")
    void pushed() {
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", "pat-2"));
        Response pushed = ok(
                "PAR",
                send(
                        Caller.basic("web-app"),
                        realm.endpoint("ext/par/request"),
                        Query.of(app.launchRequest(App.SCOPE, pkce, launch)) + EMPTY));
        String url = realm.endpoint("auth") + "?client_id=web-app&request_uri=" + pushed.path("request_uri")
                + "&launch=&aud=&scope=&resource=&response_type=&redirect_uri=&request=";
        assertThat(app.patient(app.tokens(realm.browser().visit(url, "drbob"), pkce)))
                .isEqualTo("pat-2");
    }

    @Test
    @DisplayName("LEN-1: introspection at both endpoints, and revocation")
    void aboutTokens() {
        Response tokens = app.login(realm.browser(), "drbob", "openid online_access user/*.rs");
        String token = "token=" + tokens.path("access_token");
        for (String url : List.of(realm.endpoint("token/introspect"), realm.url + "/smart/introspect")) {
            for (Response response : List.of(
                    send(Caller.basic("fhir-server"), url, token + EMPTY),
                    send(given(), url, post("fhir-server") + token + EMPTY),
                    send(Caller.basic("fhir-server"), url, "token=&" + token + "&token="))) {
                JsonPath answer = ok(url, response).jsonPath();
                assertThat(answer.getBoolean("active")).as(url).isTrue();
            }
            assertThat(send(Caller.basic("fhir-server"), url, "token=").<String>path("error"))
                    .isEqualTo("invalid_request");
        }
        String revoke = realm.endpoint("revoke");
        ok("revoked", send(Caller.basic("web-app"), revoke, "token=" + tokens.path("refresh_token") + EMPTY));
        assertThat(app.refresh(tokens).<String>path("error")).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("LEN-1: launch contexts at both paths, by Basic and with an assertion")
    void launchContexts() {
        String empty = EMPTY + "&encounter=&intent=&need_patient_banner=&single_use=&expires_in=&user=&iss=&patient=";
        for (String path : List.of("/smart/launch-context", "/connect/launchContext")) {
            Response response = ok(path, send(Caller.basic("ehr"), realm.url + path, "patient=pat-3" + empty));
            assertThat(response.jsonPath().getMap("")).as("no warnings").containsOnlyKeys("launchContextIdentifier");
            assertThat(app.patient(app.tokens(launched(response.path("launchContextIdentifier")), PKCE)))
                    .isEqualTo("pat-3");
            assertThat(send(Caller.basic("ehr"), realm.url + path, "patient=" + empty)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private Map<String, String> launched(String launch) {
        return realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, PKCE, launch)), "drbob");
    }

    @Test
    @DisplayName("LEN-1: devices, CIBA and token exchange")
    void otherGrants() {
        App client = realm.newApp(Map.of(
                "attributes",
                Map.of(
                        "oauth2.device.authorization.grant.enabled",
                        "true",
                        "oidc.ciba.grant.enabled",
                        "true",
                        "standard.token.exchange.enabled",
                        "true"),
                "directAccessGrantsEnabled",
                true));
        RequestSpecification caller = Caller.basic(client.clientId());
        Response device = ok("device", send(caller, realm.endpoint("auth/device"), "scope=openid" + EMPTY));
        ok(
                "device, where users go",
                send(Caller.basic(client.clientId()), realm.url + "/device", "scope=openid" + EMPTY));
        String grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=";
        assertThat(token(Caller.basic(client.clientId()), grant + device.path("device_code") + EMPTY)
                        .<String>path("error"))
                .isEqualTo("authorization_pending");
        String hints = "&id_token_hint=&login_hint_token=&binding_message=&user_code=&acr_values=&requested_expiry=";
        ok(
                "CIBA",
                send(
                        Caller.basic(client.clientId()),
                        realm.endpoint("ext/ciba/auth"),
                        "scope=openid&login_hint=drbob" + hints + EMPTY));
        Response password = ok(
                "password",
                token(
                        Caller.basic(client.clientId()),
                        "grant_type=password&username=drbob&password=drbob&scope=openid&totp=" + EMPTY));
        ok(
                "exchange",
                token(
                        Caller.basic(client.clientId()),
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token="
                                + password.path("access_token")
                                + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                                + "&requested_token_type=&actor_token=&actor_token_type=" + EMPTY));
    }

    @Test
    @DisplayName("LEN-1: what has a value twice is still refused")
    void repeated() {
        String grant = "grant_type=client_credentials";
        assertThat(token(Caller.basic("ehr"), grant + "&scope=a&scope=&scope=b").<String>path("error"))
                .startsWith("invalid_");
        assertThat(token(given(), post("ehr") + grant + "&client_secret=&client_secret=ehr-secret")
                        .statusCode())
                .isIn(400, 401);
    }

    @Test
    @DisplayName("a realm without a FHIR server answers as Keycloak does")
    void otherRealms(KeycloakServer server, Admin admin) {
        String other = admin.createRealm(Map.of());
        admin.createClient(other, Map.of("clientId", "ehr", "secret", "ehr-secret", "serviceAccountsEnabled", true));
        String url = server.realmUrl(other) + "/protocol/openid-connect/token";
        assertThat(send(Caller.basic("ehr"), url, "grant_type=client_credentials")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(Caller.basic("ehr"), url, "grant_type=client_credentials&client_id=")
                        .statusCode())
                .isIn(400, 401);
    }
}
