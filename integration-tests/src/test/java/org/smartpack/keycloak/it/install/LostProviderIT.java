/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Installed beside an extension that takes one of Keycloak's providers over, on another Keycloak than the pack was
 * built for, and with an id switched off.
 */
@DisplayName("The pack where not all of it is in use")
class LostProviderIT {

    private static final String FOREIGN = "com.example.ForeignRefreshGrantFactory";

    private static KeycloakServer server;

    @BeforeAll
    static void start(@TempDir Path work) throws IOException {
        KeycloakHome home = Installation.home("lost-provider").withProvider(foreignJar(work));
        buildFor("26.7.2", home);
        server = KeycloakServer.startDev(
                home,
                Installation.freePort(),
                Installation.freePort(),
                List.of(
                        "--features=parameterized-scopes",
                        "--spi-client-authenticator--smart-jwt--enabled=false",
                        "--log-level=INFO"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A jar with a refresh grant of somebody else's, of a higher order than the pack's. */
    private static Path foreignJar(Path work) throws IOException {
        Path source = work.resolve("ForeignRefreshGrantFactory.java");
        Files.writeString(
                source,
                """
                package com.example;

                public final class ForeignRefreshGrantFactory
                        extends org.keycloak.protocol.oidc.grants.RefreshTokenGrantTypeFactory {
                    @Override
                    public int order() {
                        return 1000;
                    }
                }
                """);
        String classPath;
        try (Stream<Path> jars = Files.list(Installation.distribution().resolve("lib/lib/main"))) {
            classPath = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", "-cp", classPath, source.toString());
        assertThat(failed).isZero();
        Path jar = work.resolve("foreign.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("com/example"));
            Files.copy(
                    work.resolve("ForeignRefreshGrantFactory.class"),
                    zip.getPath("com/example/" + simple() + ".class"));
            Files.createDirectories(zip.getPath("META-INF/services"));
            Files.writeString(
                    zip.getPath("META-INF/services/org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory"), FOREIGN);
        }
        return jar;
    }

    private static String simple() {
        return FOREIGN.substring(FOREIGN.lastIndexOf('.') + 1);
    }

    /** Writes into the installed jar that it was built for another Keycloak. */
    private static void buildFor(String version, KeycloakHome home) throws IOException {
        Path jar = home.path()
                .resolve("providers")
                .resolve(Installation.providerJar().getFileName());
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path versions = zip.getPath("org/smartpack/keycloak/info/versions.properties");
            String changed = Files.readString(versions).replaceAll("(?m)^keycloak=.*$", "keycloak=" + version);
            assertThat(changed).contains("keycloak=" + version);
            Files.writeString(versions, changed);
        }
    }

    @Test
    @DisplayName(
            "one warning at start-up names the other version, each provider that isn't used, and what is there instead")
    void oneWarning() {
        assertThat(PackLog.lines(server)).singleElement().satisfies(line -> assertThat(line)
                .contains(
                        "WARN",
                        "built for Keycloak 26.7.2",
                        "This is Keycloak " + System.getProperty("keycloak.version"),
                        "LOST",
                        "without SmartRefreshGrantTypeFactory (found " + FOREIGN + " instead)",
                        "without SmartJwtAuthenticatorFactory")
                .doesNotContain("SmartCodeGrantTypeFactory", "SecretAuthenticator"));
    }

    @Test
    @DisplayName("the console's provider info says the same")
    void providerInfo() {
        assertThat(new ProviderInfo(new Admin(server)).ofThePack())
                .hasEntrySatisfying("This Keycloak", value -> assertThat(value)
                        .contains("NOT the version that the pack was built for"))
                .hasEntrySatisfying("Providers", value -> assertThat(value)
                        .startsWith("LOST")
                        .contains("SmartRefreshGrantTypeFactory", "SmartJwtAuthenticatorFactory"));
    }

    @Test
    @DisplayName("the realm check says the same in every realm")
    void realmCheck() {
        List<String> rules =
                new Admin(server).get("/master/smart-check").jsonPath().getList("findings.rule");
        assertThat(rules).contains("provider-lost", "keycloak-version").doesNotContain("feature-off");
    }
}
