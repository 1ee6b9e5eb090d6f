/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakHome;

/**
 * What Keycloak makes of its jars and build options before it starts, half a minute of two processors: its folder
 * {@code lib/quarkus}. It is kept under {@code target}, named after what it was made from, and copied into the next
 * installation with the same jars and options. Keycloak compares both itself as well and builds anew what doesn't fit.
 */
final class Build {

    /** Options of the tests that change what is built. */
    private static final Pattern BUILD_OPTION = Pattern.compile(
            "--(features|features-disabled|db|cache|health-enabled|http-relative-path|spi-.+--enabled)=.*");

    /** A build alone keeps two processors busy. */
    private static final Object ONE_AT_A_TIME = new Object();

    private static final String FOLDER = "lib/quarkus";

    private final KeycloakHome home;
    private final Path kept;

    private Build(KeycloakHome home, Path kept) {
        this.home = home;
        this.kept = kept;
    }

    /** The build of an installation for {@code kc.sh} with this command and these options. */
    static Build of(KeycloakHome home, String command, List<String> options) {
        List<String> madeFrom = new ArrayList<>(List.of(System.getProperty("keycloak.version"), command));
        options.stream()
                .filter(option -> BUILD_OPTION.matcher(option).matches())
                .sorted()
                .forEach(madeFrom::add);
        try (Stream<Path> jars = Files.list(home.path().resolve("providers"))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                madeFrom.add(
                        jar.getFileName() + " " + Files.getLastModifiedTime(jar) + " " + hash(Files.readAllBytes(jar)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = hash(String.join("\n", madeFrom).getBytes(StandardCharsets.UTF_8));
        return new Build(home, Installation.result("keycloak-builds").resolve(name));
    }

    /** Starts a Keycloak that builds itself if it has to. */
    <T> T with(Supplier<T> start) {
        return with(home.path(), start);
    }

    /** The same for what starts one in a copy of the installation: it builds itself in {@code copy}. */
    <T> T with(Path copy, Supplier<T> start) {
        if (!isKept()) {
            synchronized (ONE_AT_A_TIME) {
                if (!isKept()) {
                    T started = start.get();
                    keep(copy);
                    return started;
                }
            }
        }
        use();
        return start.get();
    }

    /** Builds, unless that was done before. */
    void make(Runnable build) {
        synchronized (ONE_AT_A_TIME) {
            if (isKept()) {
                use();
            } else {
                build.run();
                keep(home.path());
            }
        }
    }

    private boolean isKept() {
        return Files.isDirectory(kept);
    }

    private void use() {
        copy(kept, home.path().resolve(FOLDER));
    }

    /** Under its name only when it is complete: another run may look for it. */
    private void keep(Path built) {
        try {
            Files.createDirectories(kept.getParent());
            Path made = Files.createTempDirectory(kept.getParent(), "making");
            copy(built.resolve(FOLDER), made);
            Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
