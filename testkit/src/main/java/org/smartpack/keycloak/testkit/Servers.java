/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Starts Keycloaks of a test's own, on free ports. Keycloak is built anew for each set of jars and build options only;
 * see {@link Build}.
 */
public final class Servers {

    /**
     * Tests make hundreds of realms, and each makes keys and hashes passwords, which are no secrets: as strong as real
     * ones they would take most of the servers' time. Realms of the tests sign with RSA keys of 1024 bits.
     */
    private static final List<String> WEAK_SECRETS = List.of(
            "--spi-keys--rsa-generated--key-size=1024",
            "--spi-keys--rsa-enc-generated--key-size=1024",
            "--spi-password-hashing--argon2--iterations=1",
            "--spi-password-hashing--argon2--memory=8");

    private Servers() {}

    /** Starts {@code kc.sh start-dev} and waits until it is ready. */
    public static KeycloakServer startDev(KeycloakHome home, List<String> options) {
        return startDev(home, Installation.freePort(), options);
    }

    /** Starts one at a port that is known: after a stop, at the same again. */
    public static KeycloakServer startDev(KeycloakHome home, int port, List<String> options) {
        List<String> all = new ArrayList<>(WEAK_SECRETS);
        all.addAll(options);
        return Build.of(home, "start-dev", options)
                .with(() -> KeycloakServer.startDev(home, port, Installation.freePort(), all));
    }

    /** Runs {@code kc.sh build}; {@link #startBuilt} comes next. */
    public static void build(KeycloakHome home, List<String> options) {
        Build.of(home, "build", options).make(() -> KeycloakServer.build(home, options));
    }

    /** Starts {@code kc.sh start --optimized}, without TLS. */
    public static KeycloakServer startBuilt(KeycloakHome home, int port, List<String> options) {
        List<String> all = new ArrayList<>(List.of("--optimized", "--http-enabled=true"));
        all.addAll(WEAK_SECRETS);
        all.addAll(options);
        return KeycloakServer.start(home, port, Installation.freePort(), "start", all);
    }
}
