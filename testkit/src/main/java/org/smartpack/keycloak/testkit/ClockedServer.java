/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.List;

import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * A Keycloak with the pack whose time tests move. There is one for the whole run; a test that is annotated with
 * {@link MovesTime} gets it as a parameter of this type, has it for itself, and finds it at the machine's time.
 */
public record ClockedServer(KeycloakServer server, Admin admin, Clock clock) implements AutoCloseable {

    /** The name of the lock that a test holds which moves the time. */
    static final String LOCK = "the time of the ClockedServer";

    static ClockedServer start() {
        KeycloakServer server = Servers.startDev(
                Installation.home("clocked").withProvider(ClockJar.make()), List.of(KeycloakServer.FEATURE));
        Admin admin = new Admin(server);
        return new ClockedServer(server, admin, new Clock(admin));
    }

    @Override
    public void close() {
        server.close();
    }
}
