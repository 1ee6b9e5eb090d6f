/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.util.function.UnaryOperator;

import io.restassured.path.json.JsonPath;

import org.smartpack.keycloak.testkit.client.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script reports of an EHR launch with {@code pat-3} and {@code enc-3}, from the code to the revocation. */
public final class LaunchGrant {

    /** What the app asks for. */
    public static final String SCOPE = "launch openid fhirUser online_access patient/*.rs";

    private LaunchGrant() {}

    /** {@code drbob} signs in; answers the redirect URI with its parameters. */
    public static UnaryOperator<String> user(DemoRealm realm) {
        return url -> DemoRealm.CALLBACK + "?" + Query.of(realm.browser().visit(url, "drbob"));
    }

    /** Asserts that every answer of one grant says the same, and none after its revocation. */
    public static void isReported(JsonPath result) {
        for (String answer : new String[] {"tokens", "refreshed", "introspection"}) {
            assertThat(result.getString(answer + ".patient")).as(answer).isEqualTo("pat-3");
            assertThat(result.getString(answer + ".encounter")).as(answer).isEqualTo("enc-3");
            assertThat(result.getString(answer + ".scope").split(" "))
                    .as(answer)
                    .containsExactlyInAnyOrder(SCOPE.split(" "));
        }
        assertThat(result.getString("idToken.fhirUser")).isEqualTo("Practitioner/prac-1");
        assertThat(result.getBoolean("introspection.active")).isTrue();
        assertThat(result.getBoolean("afterRevocation.active")).isFalse();
    }
}
