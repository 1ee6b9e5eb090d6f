/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Realms as discovery sees them. */
final class Realms {

    private static final Set<String> ALL_METHODS = Set.of(
            "private_key_jwt", "client_secret_basic", "client_secret_post", "client_secret_jwt", "tls_client_auth");

    private Realms() {}

    /** A fresh realm: every authenticator of Keycloak, none of the pack; the scopes given, granted by rule. */
    static RealmFacts fresh(String... scopes) {
        return new RealmFacts(builtIn(), List.of(scopes), true, false, false);
    }

    /** A realm in which a client chose SMART signed JWT. */
    static RealmFacts withSignedJwt(String... scopes) {
        Set<String> authenticators = new HashSet<>(builtIn().authenticators());
        authenticators.add("smart-jwt");
        return new RealmFacts(
                new ClientAuthentication(authenticators, ALL_METHODS, ALL_METHODS),
                List.of(scopes),
                true,
                false,
                false);
    }

    /** A realm whose flow holds these authenticators alone. */
    static ClientAuthentication only(Set<String> authenticators, Set<String> methods) {
        return new ClientAuthentication(authenticators, methods, ALL_METHODS);
    }

    private static ClientAuthentication builtIn() {
        return new ClientAuthentication(
                Set.of("client-secret", "client-jwt", "client-secret-jwt", "client-x509"), ALL_METHODS, ALL_METHODS);
    }

    /** A realm with a FHIR server, and these client scopes. */
    static RealmFacts withFhirServer(String... scopes) {
        return new RealmFacts(builtIn(), List.of(scopes), true, true, false);
    }
}
