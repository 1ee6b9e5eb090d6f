/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.clientauth.KeyFault;

/** A fault in the settings of a client with "SMART signed JWT". */
record KeyRule(KeyFault fault, Advice advice) implements RealmRule {

    private static final String KEYS = "Clients > the client > Keys";
    private static final String URL = "Clients > the client > Keys > JWKS URL";

    static KeyRule of(KeyFault fault) {
        return new KeyRule(fault, adviceOn(fault));
    }

    private static Advice adviceOn(KeyFault fault) {
        return switch (fault) {
            case UNKNOWN_ALGORITHM ->
                new Advice(
                        "algorithm-unknown",
                        Severity.ERROR,
                        "Enter names from the list, separated by spaces, for instance RS384 ES384.",
                        "Clients > the client > Credentials > Signature algorithms");
            case NO_KEYS ->
                new Advice(
                        "keys-missing",
                        Severity.ERROR,
                        "Enter the JWKS URL, or import the client's public keys.",
                        KEYS);
            case NOT_A_SET ->
                new Advice(
                        "jwks-invalid",
                        Severity.ERROR,
                        "Import a JSON file of the form {\"keys\": [...]}, 65536 bytes at most.",
                        KEYS);
            case PRIVATE_KEY ->
                new Advice(
                        "jwks-private-key",
                        Severity.ERROR,
                        "Have the owner make a new key pair and send the public part only, then import that.",
                        KEYS);
            case NO_KID ->
                new Advice(
                        "jwks-no-kid",
                        Severity.ERROR,
                        "Import a set whose keys have a kid, and have the client send that kid in its assertions.",
                        KEYS);
            case KEY_WITHOUT_KID ->
                new Advice(
                        "jwks-key-without-kid",
                        Severity.WARNING,
                        "Import a set in which every key has a kid of its own.",
                        KEYS);
            case KEY_WITHOUT_USE ->
                new Advice("jwks-no-use", Severity.WARNING, "Import a set whose keys have \"use\": \"sig\".", KEYS);
            case INVALID_URL ->
                new Advice(
                        "jwks-url-invalid",
                        Severity.ERROR,
                        "Enter an absolute https URL, 2048 characters at most.",
                        URL);
            case HTTP_URL ->
                new Advice(
                        "jwks-url-http",
                        Severity.ERROR,
                        "Enter an https URL. On a private network, switch JWKS URL on a private network on instead.",
                        URL + ", and Credentials");
            case HTTP_ON_PRIVATE_NETWORK ->
                new Advice(
                        "jwks-url-plain",
                        Severity.WARNING,
                        "Serve the keys over https, unless nobody else is on that network.",
                        URL);
        };
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return SignedClients.of(realm)
                .filter(client -> KeyFault.of(client.attributes()::get).contains(fault))
                .map(client -> Finding.of(client, fault.text()));
    }
}
