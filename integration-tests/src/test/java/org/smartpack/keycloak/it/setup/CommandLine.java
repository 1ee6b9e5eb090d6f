/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Kcadm;

import static org.assertj.core.api.Assertions.assertThat;

/** An administrator's shell in a folder: {@code kcadm.sh} is on the path and logged in, and remembers it only there. */
final class CommandLine {

    private final Path folder;

    CommandLine(KeycloakServer server, Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Path wrapper = folder.resolve("kcadm.sh");
        write(
                "kcadm.sh",
                """
                #!/bin/bash
                exec '%s' "$@" --config '%s'
                """
                        .formatted(
                                Installation.distribution().resolve("bin/kcadm.sh"), folder.resolve("kcadm.config")));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        Kcadm.login(server, folder);
    }

    void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    /** Runs a script, which has to succeed, and answers what it printed. */
    String bash(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
