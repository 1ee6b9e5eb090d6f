/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakHome;

/** A database that several Keycloaks share: the H2 that a Keycloak carries, run as a server of its own. */
public final class SharedDatabase implements AutoCloseable {

    private static final String USER = "sa";
    private static final String PASSWORD = "password";

    private final Process process;
    private final Path jar;
    private final int port;

    private SharedDatabase(Process process, Path jar, int port) {
        this.process = process;
        this.jar = jar;
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
                            java(),
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
            SharedDatabase database = new SharedDatabase(process, jar, port);
            database.awaitListening();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (System.nanoTime() < deadline && process.isAlive()) {
                if (listens()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("The database doesn't listen");
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The option that makes a Keycloak use it. */
    public String option() {
        return "--db-url=" + url();
    }

    /** The options that make a Keycloak use it as a user that can {@link #execute}. */
    public List<String> options() {
        return List.of(option(), "--db-username=" + USER, "--db-password=" + PASSWORD);
    }

    private String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./keycloak;NON_KEYWORDS=VALUE";
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs a statement, as the user of {@link #options}. */
    public void execute(String sql) {
        try {
            Process shell = new ProcessBuilder(
                            java(),
                            "-cp",
                            jar.toString(),
                            "org.h2.tools.Shell",
                            "-url",
                            url(),
                            "-user",
                            USER,
                            "-password",
                            PASSWORD,
                            "-sql",
                            sql)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0 || said.contains("Error:")) {
                throw new IllegalStateException(sql + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
