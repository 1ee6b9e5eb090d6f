/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.framework;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Gives tests the one Keycloak with the pack that the whole run shares, started by the first test that asks for it. Tests
 * keep apart by realms and clients of their own. A test asks with {@code @ExtendWith(SharedServer.class)} and a
 * parameter of type {@link KeycloakServer} or {@link Admin}.
 */
public final class SharedServer implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KeycloakServer.class || type == Admin.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
        return parameter.getParameter().getType() == Admin.class ? new Admin(running.server()) : running.server();
    }

    private record Running(KeycloakServer server) implements AutoCloseable {

        static Running start() {
            List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
            options.add(KeycloakServer.FEATURE);
            options.add("--log-level=info,org.smartpack:debug,org.keycloak.events:debug");
            return new Running(KeycloakServer.startDev(
                    Installation.home("shared"), Installation.freePort(), Installation.freePort(), options));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
