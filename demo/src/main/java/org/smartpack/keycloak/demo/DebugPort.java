/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The port at which a Keycloak that is started here lets a debugger in: Maven's option {@code -Dkeycloak.debug=<port>}.
 * Of servers that run at once, the first has it until it ends. The others start without, so that none fails because
 * another listens there already.
 */
final class DebugPort implements AutoCloseable {

    /** The option's name. */
    static final String PROPERTY = "keycloak.debug";

    /**
     * {@code true}: a server that is ready waits for the debugger before anybody uses it. The tests' Maven module sets
     * it.
     */
    private static final String WAIT = "keycloak.debug.wait";

    private static final Semaphore FREE = new Semaphore(1);

    private final int port;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private DebugPort(int port) {
        this.port = port;
    }

    /**
     * The port for the next server.
     *
     * @param value of the option; null or blank where it isn't given
     * @return empty where it isn't given, or another server has it
     * @throws IllegalStateException if it is no port
     */
    static Optional<DebugPort> take(String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        int port = parse(value);
        return FREE.tryAcquire() ? Optional.of(new DebugPort(port)) : Optional.empty();
    }

    private static int parse(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalStateException("Not a port: -D" + PROPERTY + "=" + value);
    }

    /** For the command line of {@code kc.sh}. */
    List<String> options() {
        return List.of("--debug", "127.0.0.1:" + port);
    }

    /**
     * Says where the debugger is let in and, if asked to, waits until one is there. The virtual machine listens until
     * then and no longer.
     *
     * @param server the process that was started with {@link #options}; when it ends, so does the waiting
     */
    void ready(Process server, String name) throws InterruptedException {
        boolean waits = Boolean.getBoolean(WAIT);
        System.out.println("Keycloak " + name + (waits ? " waits for" : " takes") + " a debugger at 127.0.0.1:" + port);
        while (waits && server.isAlive() && isListening()) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    /** Found out without connecting: a connection that isn't a debugger's would be taken for one that failed. */
    private boolean isListening() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Leaves the port to the next server. */
    @Override
    public void close() {
        if (taken.getAndSet(false)) {
            FREE.release();
        }
    }
}
