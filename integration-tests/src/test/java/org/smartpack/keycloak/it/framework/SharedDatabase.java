/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakHome;

/** A database that several Keycloaks share: the H2 that a Keycloak carries, run as a server of its own. */
public final class SharedDatabase implements AutoCloseable {

    private final Process process;
    private final int port;

    private SharedDatabase(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it with its files in the installation's folder and waits until it listens. */
    public static SharedDatabase start(KeycloakHome home) {
        int port = Installation.freePort();
        try (Stream<Path> libraries = Files.list(home.path().resolve("lib/lib/main"))) {
            Path jar = libraries
                    .filter(file -> file.getFileName().toString().startsWith("com.h2database.h2-"))
                    .findFirst()
                    .orElseThrow();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            jar.toString(),
                            "org.h2.tools.Server",
                            "-tcp",
                            "-tcpPort",
                            String.valueOf(port),
                            "-ifNotExists",
                            "-baseDir",
                            home.path().resolve("shared-database").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.path().resolve("database.log").toFile())
                    .start();
            SharedDatabase database = new SharedDatabase(process, port);
            database.awaitListening();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        close();
        throw new IllegalStateException("The database doesn't listen");
    }

    /** The option that makes a Keycloak use it. */
    public String option() {
        return "--db-url=jdbc:h2:tcp://127.0.0.1:" + port + "/./keycloak;NON_KEYWORDS=VALUE";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
