/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.app.SampleApp;
import org.smartpack.keycloak.demo.app.SampleAppSettings;
import org.smartpack.keycloak.demo.fhir.FhirBase;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;

/**
 * Keycloak with the pack and the realms of {@code realm-export}, the FHIR server and the sample app. Every start is
 * fresh: changes to realm files take effect, and changes made in the console are gone. Closing ends everything.
 */
public final class Demo implements AutoCloseable {

    /** The realm of the playground. */
    private static final String REALM = "smart";

    private final DemoSettings settings;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Demo(DemoSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts all of it and waits until it is ready.
     *
     * @throws IllegalStateException if a part doesn't start; the others have been stopped by then
     */
    public static Demo start(DemoSettings settings) {
        Demo demo = new Demo(settings);
        try {
            demo.startKeycloak();
            demo.startFhirServer();
            demo.startSampleApp();
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void startKeycloak() {
        KeycloakHome home = KeycloakHome.create(settings.distribution(), settings.home());
        settings.jars().forEach(home::withProvider);
        for (Path file : realmFiles()) {
            try {
                String realm = settings.ports().in(Files.readString(file));
                home.withRealm(
                        file.getFileName().toString(),
                        isPlayground(file)
                                ? FramePermission.add(realm, settings.ports().appOrigin())
                                : realm);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<String> options = new ArrayList<>(KeycloakServer.REQUEST_LIMITS);
        options.add(KeycloakServer.FEATURE);
        options.add("--import-realm");
        // The same name for everybody, because it is in every token and in the discovery documents.
        options.add("--hostname=" + settings.ports().keycloakUrl());
        running.push(KeycloakServer.startDev(
                home, settings.ports().keycloak(), settings.ports().management(), options));
    }

    private static boolean isPlayground(Path realmFile) {
        return realmFile.getFileName().toString().equals(REALM + ".json");
    }

    private void startFhirServer() {
        running.push(FhirServer.start(FhirServerSettings.local(
                settings.ports().fhir(), settings.ports().keycloakUrl(), realmNames())));
    }

    private void startSampleApp() {
        running.push(SampleApp.start(new SampleAppSettings(
                settings.ports().app(),
                settings.ports().keycloakUrl(),
                REALM,
                fhirUrl(),
                settings.realmExport().resolve("demo-keys"))));
    }

    private List<Path> realmFiles() {
        try (Stream<Path> files = Files.list(settings.realmExport())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> realmNames() {
        return realmFiles().stream()
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .toList();
    }

    /** The FHIR server's base URL for a realm. */
    public String fhirBaseUrl(String realm) {
        return FhirBase.url(fhirUrl(), realm);
    }

    private String fhirUrl() {
        return "http://127.0.0.1:" + settings.ports().fhir();
    }

    /** The sample app's address, with a slash at the end. */
    public String appUrl() {
        return settings.ports().appOrigin() + "/";
    }

    /** Keycloak's address, without a slash at the end. */
    public String keycloakUrl() {
        return settings.ports().keycloakUrl();
    }

    /** Stops all parts, the last started first. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("Not everything could be stopped: " + e.getMessage());
            }
        }
    }
}
