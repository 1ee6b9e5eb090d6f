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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9126 section 2.2: a request URI is bound to the client that pushed the request. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushedRequestIT {

    private static final String SCOPE = "openid fhirUser user/*.rs";

    private SmartRealm realm;
    private SmartRealm other;

    @BeforeAll
    void realms(Admin admin) {
        realm = SmartRealm.create(admin);
        other = SmartRealm.create(admin);
    }

    private static String push(App app, Pkce pkce) {
        return app.post("ext/par/request", app.request(SCOPE, pkce)).path("request_uri");
    }

    private static Map<String, String> use(App app, String requestUri) {
        return app.realm()
                .browser()
                .visit(app.authorize(Map.of("client_id", app.clientId(), "request_uri", requestUri)), "drbob");
    }

    private Map<String, String> refused(SmartRealm by) {
        return Map.of(
                "error",
                "invalid_request_uri",
                "error_description",
                "the request_uri was not issued to this client",
                "state",
                "state-of-the-app",
                "iss",
                by.url);
    }

    @Test
    @DisplayName(
            "SMART-DISC-4: smart-configuration names the endpoint that takes pushed requests, and says that iss comes")
    void discovered() {
        JsonPath document = given().get(realm.url + "/.well-known/smart-configuration")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(document.getString("pushed_authorization_request_endpoint"))
                .isEqualTo(realm.endpoint("ext/par/request"));
        assertThat(document.getBoolean("authorization_response_iss_parameter_supported"))
                .isTrue();
    }

    @Test
    @DisplayName("RFC 9126 2.2: a request that was pushed in another realm is refused, and works in its own")
    void otherRealm() {
        App app = realm.app("web-app");
        Pkce pkce = Pkce.create();
        String requestUri = push(app, pkce);

        assertThat(use(other.app("web-app"), requestUri)).isEqualTo(refused(other));

        assertThat(app.tokens(use(app, requestUri), pkce).<String>path("scope")).contains("user/*.rs");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("RFC 9126 2.2: a request that another client pushed is refused, and works for its own")
    void otherClient(boolean isNamed) {
        App app = realm.app("web-app");
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.request(SCOPE, pkce);
        if (!isNamed) {
            request.remove("client_id");
        }
        String requestUri = app.post("ext/par/request", request).path("request_uri");

        for (App stranger : List.of(realm.newApp(Map.of()), realm.app("growth-chart"))) {
            assertThat(use(stranger, requestUri))
                    .as("a redirect with an error, or Keycloak's page where the pushed request names its client")
                    .isEqualTo(isNamed ? Map.of() : refused(realm));
        }

        assertThat(app.tokens(use(app, requestUri), pkce).<String>path("scope")).contains("user/*.rs");
    }

    @Test
    @DisplayName("RFC 9126 2.2: the prefix is compared without regard to case, by Keycloak and by the check")
    void otherCase() {
        String requestUri = push(realm.app("web-app"), Pkce.create());

        String shouted = requestUri.replace("urn:ietf:params:oauth:request_uri:", "URN:IETF:PARAMS:OAUTH:REQUEST_URI:");
        assertThat(use(other.app("web-app"), shouted)).isEqualTo(refused(other));
    }

    @Test
    @DisplayName("RFC 9126 2.2: a device can't begin with a pushed request, be it of another realm or its own")
    void device() {
        String requestUri = push(realm.app("web-app"), Pkce.create());
        for (SmartRealm where : List.of(other, realm)) {
            App device =
                    where.newApp(Map.of("attributes", Map.of("oauth2.device.authorization.grant.enabled", "true")));
            for (String path : List.of("/protocol/openid-connect/auth/device", "/device")) {
                Response begun =
                        device.caller().formParam("request_uri", requestUri).post(where.url + path);
                assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(400);
                assertThat(begun.<String>path("error")).isEqualTo("invalid_request_uri");
            }
        }
    }

    @Test
    @DisplayName("RFC 9126 2.2: another client's attempt doesn't take the launch of a pushed request")
    void launchIsLeft() {
        App app = realm.app("web-app");
        App stranger = realm.newApp(Map.of());
        // Keycloak runs its checks in no order: several times, to be sure.
        for (int round = 0; round < 6; round++) {
            Pkce pkce = Pkce.create();
            Map<String, String> request =
                    app.launchRequest(App.SCOPE, pkce, realm.register(Map.of("patient", "pat-1")));
            request.remove("client_id");
            String requestUri = app.post("ext/par/request", request).path("request_uri");

            assertThat(use(stranger, requestUri)).isEqualTo(refused(realm));

            assertThat(app.tokens(use(app, requestUri), pkce).<String>path("patient"))
                    .isEqualTo("pat-1");
        }
    }
}
