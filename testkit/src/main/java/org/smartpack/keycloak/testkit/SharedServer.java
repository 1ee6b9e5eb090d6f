/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;

/**
 * Gives tests a Keycloak with the pack that they share, started by the first test that asks for it. Tests keep apart by
 * realms and clients of their own. A test asks with {@code @ExtendWith(SharedServer.class)} and a parameter of type
 * {@link KeycloakServer}, {@link KeycloakHome}, {@link Admin} or {@link AuthenticationChannel}. All tests of a class
 * get the same one; after {@link #MOST_REALMS} realms the next class gets a new one.
 */
public final class SharedServer implements ParameterResolver {

    /**
     * The administrator of all realms has some twenty roles in each. Keycloak goes through all of them for every
     * request to its admin API, so that a server with a thousand realms does little else.
     */
    private static final int MOST_REALMS = 100;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.offers(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ofClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Lease.class, missing -> all(context).lease(), Lease.class)
                .shared()
                .get(parameter.getParameter().getType());
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext inner = context;
        ExtensionContext outer = context.getParent().orElseThrow();
        while (outer != context.getRoot()) {
            inner = outer;
            outer = outer.getParent().orElseThrow();
        }
        return inner;
    }

    private static All all(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(All.class, missing -> new All(), All.class);
    }

    /** What a class of tests holds until it ends. */
    private record Lease(Shared shared, All all) implements AutoCloseable {

        @Override
        public void close() {
            all.giveBack(shared);
        }
    }

    /** The servers that run: the one for new classes, and older ones until their last class has ended. */
    private static final class All implements AutoCloseable {

        private final List<Shared> leased = new ArrayList<>();
        private Shared newest;
        private int started;

        synchronized Lease lease() {
            if (newest == null || newest.admin().realmsMade() >= MOST_REALMS) {
                Shared former = newest;
                newest = Shared.start(++started);
                closeIfDone(former);
            }
            leased.add(newest);
            return new Lease(newest, this);
        }

        synchronized void giveBack(Shared shared) {
            leased.remove(shared);
            closeIfDone(shared);
        }

        private void closeIfDone(Shared shared) {
            if (shared != null && shared != newest && !leased.contains(shared)) {
                shared.close();
            }
        }

        @Override
        public synchronized void close() {
            if (newest != null) {
                newest.close();
            }
        }
    }

    private record Shared(KeycloakHome home, KeycloakServer server, Admin admin, AuthenticationChannel channel) {

        private static final List<Class<?>> OFFERED =
                List.of(KeycloakHome.class, KeycloakServer.class, Admin.class, AuthenticationChannel.class);

        static boolean offers(Class<?> type) {
            return OFFERED.contains(type);
        }

        Object get(Class<?> type) {
            return Stream.of(home, server, admin, channel)
                    .filter(type::isInstance)
                    .findFirst()
                    .orElseThrow();
        }

        static Shared start(int number) {
            List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
            options.add(KeycloakServer.FEATURE);
            options.add("--log-level=info,org.smartpack:debug,org.keycloak.events:debug");
            AuthenticationChannel channel = new AuthenticationChannel();
            options.add(channel.option());
            try {
                KeycloakHome home = Installation.home("shared-" + number);
                KeycloakServer server = Servers.startDev(home, options);
                return new Shared(home, server, new Admin(server), channel);
            } catch (RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        void close() {
            server.close();
            channel.close();
        }
    }
}
