/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Gives tests the one Keycloak with the pack that the whole run shares, started by the first test that asks for it.
 * Tests keep apart by realms and clients of their own. A test asks with {@code @ExtendWith(SharedServer.class)} and a
 * parameter of type {@link KeycloakServer}, {@link Admin} or {@link AuthenticationChannel}.
 */
public final class SharedServer implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KeycloakServer.class || type == Admin.class || type == AuthenticationChannel.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, missing -> Running.start(), Running.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == AuthenticationChannel.class) {
            return running.channel();
        }
        return type == Admin.class ? running.admin() : running.server();
    }

    private record Running(KeycloakServer server, Admin admin, AuthenticationChannel channel) implements AutoCloseable {

        static Running start() {
            List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
            options.add(KeycloakServer.FEATURE);
            options.add("--log-level=info,org.smartpack:debug,org.keycloak.events:debug");
            AuthenticationChannel channel = new AuthenticationChannel();
            options.add(channel.option());
            try {
                KeycloakServer server = Servers.startDev(Installation.home("shared"), options);
                return new Running(server, new Admin(server), channel);
            } catch (RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public void close() {
            server.close();
            channel.close();
        }
    }
}
