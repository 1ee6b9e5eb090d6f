/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.access.TrustedRealm;
import org.smartpack.keycloak.demo.fhir.FhirBase;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.DpopKey;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A launch whose tokens are bound to the app's key (RFC 9449), from the code to the FHIR server. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundLaunchIT {

    private final DpopKey key = new DpopKey();
    private HybridRealm realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = new HybridRealm(admin);
    }

    private Response token(App app, Map<String, String> form, DpopKey proofKey) {
        return app.caller()
                .header("DPoP", proofKey.proof(realm.tokenUrl(), ""))
                .formParams(form)
                .post(realm.tokenUrl());
    }

    private Response redeem(App app, Map<String, String> callback, Pkce pkce) {
        assertThat(callback).containsKey("code");
        Response tokens = token(
                app,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        callback.get("code"),
                        "redirect_uri",
                        HybridRealm.CALLBACK,
                        "code_verifier",
                        pkce.verifier()),
                key);
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.<String>path("token_type")).isEqualTo("DPoP");
        isBound(tokens.path("access_token"));
        return tokens;
    }

    private Response refresh(App app, Response tokens, DpopKey proofKey) {
        return token(
                app, Map.of("grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token")), proofKey);
    }

    private void isBound(String token) {
        assertThat(Jwt.claims(token).getString("cnf.jkt")).isEqualTo(key.thumbprint());
    }

    private Response launched(App app, String patient) {
        Pkce pkce = Pkce.create();
        String launch = realm.register(Map.of("patient", patient));
        return redeem(
                app, realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, pkce, launch)), "drbob"), pkce);
    }

    @Test
    @DisplayName(
            "NZ-25, NZ-92: a launch with DPoP gives bound tokens with the context: code, refresh, introspection, userinfo")
    void launch() {
        App app = realm.newApp(Map.of("attributes", Map.of("dpop.bound.access.tokens", "true")));
        Response tokens = launched(app, "pat-1");
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
        String access = tokens.path("access_token");

        Response told = new Asker(realm).ask(Caller.basic("fhir-server"), access);
        assertThat(told.<String>path("cnf.jkt")).isEqualTo(key.thumbprint());
        assertThat(told.<String>path("token_type")).isEqualTo("DPoP");
        JsonPath keycloaks = realm.introspect(access);
        assertThat(keycloaks.getString("cnf.jkt")).isEqualTo(key.thumbprint());

        String userinfo = realm.endpoint("userinfo");
        assertThat(given().header("Authorization", "DPoP " + access)
                        .header("DPoP", key.proof("GET", userinfo, access))
                        .get(userinfo)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Caller.bearer(access).get(userinfo).statusCode()).isEqualTo(401);

        Response refreshed = refresh(app, tokens, key);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        isBound(refreshed.path("access_token"));
        assertThat(app.patient(refreshed)).isEqualTo("pat-1");
        assertThat(app.refresh(refreshed).statusCode()).as("without a proof").isEqualTo(400);
    }

    @Test
    @DisplayName("NZ-25, NZ-92: a public app's refresh token is bound as well, and serves nobody without the key")
    void publicApp() {
        App app = realm.app("growth-chart");
        realm.client("growth-chart").change(Map.of("consentRequired", false));
        Response tokens = launched(app, "pat-2");
        assertThat(app.patient(tokens)).isEqualTo("pat-2");
        isBound(tokens.path("refresh_token"));
        assertThat(app.refresh(tokens).statusCode()).as("without a proof").isEqualTo(400);
        assertThat(refresh(app, tokens, new DpopKey()).statusCode())
                .as("with another key")
                .isEqualTo(400);
        Response refreshed = refresh(app, tokens, key);
        assertThat(refreshed.statusCode()).as(refreshed.asString()).isEqualTo(200);
        assertThat(app.patient(refreshed)).isEqualTo("pat-2");
    }

    @Test
    @DisplayName(
            "NZ-25, NZ-78: code id_token and DPoP together, where the client isn't required by Keycloak to use DPoP")
    void hybrid() {
        App app = realm.hybridApp(Map.of());
        Pkce pkce = Pkce.create();
        Map<String, String> request = realm.launchRequest(app, pkce, "pat-3");
        request.put("dpop_jkt", key.thumbprint());
        Map<String, String> callback = realm.browser().visit(app.authorize(request), "drbob");
        realm.checkSignature(app, callback);
        assertThat(app.patient(redeem(app, callback, pkce))).isEqualTo("pat-3");

        Pkce other = Pkce.create();
        Map<String, String> second = realm.launchRequest(app, other, "pat-3");
        second.put("dpop_jkt", key.thumbprint());
        Map<String, String> stolen = realm.browser().visit(app.authorize(second), "drbob");
        assertThat(app.redeem(stolen.get("code"), other.verifier()).statusCode())
                .as("the code is bound to the key, too")
                .isEqualTo(400);

        App required = realm.hybridApp(Map.of("dpop.bound.access.tokens", "true"));
        assertThat(realm.launch(realm.browser(), required, Pkce.create(), "pat-3"))
                .containsEntry("error", "unauthorized_client")
                .doesNotContainKeys("code", "id_token");
    }

    @Test
    @DisplayName(
            "NZ-25: the FHIR server takes the bound token with a proof, for the patient of the launch, once a proof")
    void fhirServer() {
        String keycloak = realm.url.substring(0, realm.url.indexOf("/realms/"));
        int port = Installation.freePort();
        FhirBase base = new FhirBase(HybridRealm.FHIR, TrustedRealm.of(keycloak, realm.name));
        try (FhirServer server = FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(base)))) {
            assertThat(server.bases()).containsExactly(base);
            String access = launched(realm.newApp(Map.of()), "pat-4").path("access_token");
            String proof = proof(access, "/Patient/pat-4");
            assertThat(read(port, access, "DPoP", "/Patient/pat-4", proof).statusCode())
                    .isEqualTo(200);
            Response replayed = read(port, access, "DPoP", "/Patient/pat-4", proof);
            assertThat(replayed.statusCode()).isEqualTo(401);
            assertThat(replayed.header("WWW-Authenticate")).startsWith("DPoP ").contains("invalid_dpop_proof");
            assertThat(read(port, access, "DPoP", "/Patient/pat-5", proof(access, "/Patient/pat-5"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(read(port, access, "Bearer", "/Patient/pat-4", proof(access, "/Patient/pat-4"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private String proof(String access, String path) {
        return key.proof("GET", HybridRealm.FHIR + path, access);
    }

    /** As through a proxy: clients know the server by its base URL, and it listens elsewhere. */
    private static Response read(int port, String access, String scheme, String path, String proof) {
        return given().header("Authorization", scheme + " " + access)
                .header("DPoP", proof)
                .get("http://127.0.0.1:" + port + "/fhir" + path);
    }
}
