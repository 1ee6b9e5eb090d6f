/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.Map;
import java.util.stream.Stream;

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
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Realms that rotate refresh tokens: <em>Revoke Refresh Token</em> in the realm's settings. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RotationIT {

    private static final String SCOPE = "openid fhirUser user/*.rs ";

    private SmartRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin, Map.of("revokeRefreshToken", true));
        app = realm.app("growth-chart");
    }

    private static void assertInvalidGrant(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
    }

    private static Response refreshed(App app, Response tokens) {
        Response response = app.refresh(tokens);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    private static Object issuedAt(Response tokens) {
        return Jwt.claims(tokens.path("refresh_token")).get("iat");
    }

    /** Three tokens of one grant, the first and the last of which are issued in the same second. */
    private Response[] threeInASecond(App app, String access) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Response first = app.login(realm.browser(), "drbob", SCOPE + access);
            Response second = refreshed(app, first);
            Response third = refreshed(app, second);
            if (issuedAt(first).equals(issuedAt(third))) {
                return new Response[] {first, second, third};
            }
        }
        throw new AssertionError("two refreshes never fell into one second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("attack 25: of three refresh tokens of one second, the first is refused, and the grant ends")
    void sameSecond(String access) {
        Response[] tokens = threeInASecond(app, access);

        assertInvalidGrant(app.refresh(tokens[0]));

        assertInvalidGrant(app.refresh(tokens[2]));
        assertThat(realm.isActive(tokens[2].path("access_token"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("attack 25: of three refresh tokens of one second, the second is refused when it comes again")
    void sameSecondReused(String access) {
        Response[] tokens = threeInASecond(app, access);

        assertInvalidGrant(app.refresh(tokens[1]));

        assertInvalidGrant(app.refresh(tokens[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"online_access", "offline_access"})
    @DisplayName("attack 25: of three refresh tokens of one second, introspection calls the last one active")
    void sameSecondIntrospected(String access) {
        App confidential = realm.app("web-app");
        Response[] tokens = threeInASecond(confidential, access);

        assertThat(Stream.of(tokens).map(one -> isActive(confidential, one))).containsExactly(false, false, true);
    }

    private static boolean isActive(App app, Response tokens) {
        return app.post(
                        "token/introspect",
                        Map.of("token", tokens.path("refresh_token"), "token_type_hint", "refresh_token"))
                .path("active");
    }

    @Test
    @DisplayName("attack 25: the newest token goes on, however fast, and beside another grant of the app")
    void newest() {
        var browser = realm.browser();
        Response one = app.login(browser, "drbob", SCOPE + "online_access");
        Response two = app.login(browser, "drbob", SCOPE + "online_access");
        for (int round = 0; round < 5; round++) {
            one = refreshed(app, one);
            two = refreshed(app, two);
        }
    }

    @Test
    @DisplayName("Refresh Token Max Reuse is Keycloak's: a token may be used again as often as the realm says")
    void reuse() {
        realm.change(Map.of("refreshTokenMaxReuse", 1));
        try {
            Response first = app.login(realm.browser(), "drbob", SCOPE + "online_access");
            refreshed(app, first);
            Response again = refreshed(app, first);
            assertThat(app.refresh(again).statusCode()).isEqualTo(200);
            assertInvalidGrant(app.refresh(first));
        } finally {
            realm.change(Map.of("refreshTokenMaxReuse", 0));
        }
    }

    @Test
    @DisplayName("Refresh Token Max Reuse: of two answers to one token in one second, either goes on, as in Keycloak")
    void reuseAtOnce() {
        realm.change(Map.of("refreshTokenMaxReuse", 1));
        try {
            Response one;
            Response two;
            int attempt = 0;
            do {
                Response first = app.login(realm.browser(), "drbob", SCOPE + "online_access");
                one = refreshed(app, first);
                two = refreshed(app, first);
            } while (!issuedAt(one).equals(issuedAt(two)) && ++attempt < 20);
            assertThat(issuedAt(one)).isEqualTo(issuedAt(two));

            Response next = refreshed(app, one);

            assertThat(app.refresh(next).statusCode()).isEqualTo(200);
            assertInvalidGrant(app.refresh(two));
        } finally {
            realm.change(Map.of("refreshTokenMaxReuse", 0));
        }
    }

    @Test
    @DisplayName("a grant from before rotation was switched on goes on, and rotates from then on")
    void switchedOn() {
        realm.change(Map.of("revokeRefreshToken", false));
        Response first = app.login(realm.browser(), "drbob", SCOPE + "online_access");
        realm.change(Map.of("revokeRefreshToken", true));
        Response second = refreshed(app, first);
        refreshed(app, second);
        assertInvalidGrant(app.refresh(first));
    }
}
