/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

/** The authorization request of {@link BenchRealm#APP}. */
public final class AuthorizationRequest {

    private AuthorizationRequest() {}

    /** Its path and query. The parameters {@code launch} and {@code code_challenge} must be appended. */
    public static String path(BenchRealm realm) {
        return path(realm, BenchRealm.APP, BenchRealm.APP_SCOPE);
    }

    /** That of {@link BenchRealm#STANDALONE_APP}, for a patient whom the user chooses. */
    public static String standalone(BenchRealm realm) {
        return path(realm, BenchRealm.STANDALONE_APP, "launch/patient openid fhirUser online_access patient/*.rs");
    }

    private static String path(BenchRealm realm, String clientId, String scope) {
        return realm.endpoint("auth") + "?"
                + Forms.of(
                        "response_type",
                        "code",
                        "client_id",
                        clientId,
                        "redirect_uri",
                        BenchRealm.CALLBACK,
                        "scope",
                        scope,
                        "state",
                        "state-of-the-app",
                        "aud",
                        BenchRealm.FHIR,
                        "code_challenge_method",
                        "S256");
    }

    /** The form that redeems the code. The parameters {@code code} and {@code code_verifier} must be appended. */
    public static String redemption() {
        return Forms.of("grant_type", "authorization_code", "redirect_uri", BenchRealm.CALLBACK);
    }
}
