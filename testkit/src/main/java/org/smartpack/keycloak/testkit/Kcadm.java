/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.smartpack.keycloak.demo.KeycloakServer;

/** Keycloak's own command line for administrators, {@code kcadm.sh}. */
public final class Kcadm {

    private final Path folder;

    private Kcadm(Path folder) {
        this.folder = folder;
    }

    /**
     * Logs in as the administrator of a server.
     *
     * @param folder where it keeps its tokens
     */
    public static Kcadm login(KeycloakServer server, Path folder) throws IOException, InterruptedException {
        Kcadm kcadm = new Kcadm(folder);
        kcadm.run(
                "config",
                "credentials",
                "--server",
                server.url(),
                "--realm",
                "master",
                "--user",
                "admin",
                "--password",
                "admin");
        return kcadm;
    }

    /** Runs a command; answers what it prints. A command that fails throws. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Installation.distribution().resolve("bin/kcadm.sh").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", folder.resolve("kcadm.config").toString()));
        Path output = folder.resolve("kcadm.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(2, TimeUnit.MINUTES);
        String printed = Files.readString(output);
        if (!hasEnded || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(printed);
        }
        return printed;
    }
}
