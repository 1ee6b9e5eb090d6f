/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Installation;

/**
 * The Node.js process with the apps {@code growth-chart}, {@code web-app} and {@code signed-app}, which use the
 * published fhirclient: {@code src/browser/npm/apps.mjs}. They listen where the realm export expects them.
 */
final class FhirClientApps implements AutoCloseable {

    static final String URL = "http://127.0.0.1:9999/";

    private final Process process;
    private final String fhirBaseUrl;

    private FhirClientApps(Process process, String fhirBaseUrl) {
        this.process = process;
        this.fhirBaseUrl = fhirBaseUrl;
    }

    /**
     * Starts them for the demo's FHIR server.
     *
     * @throws IllegalStateException if they can't listen, because the port is taken for instance
     */
    static FhirClientApps start(Demo demo) {
        try {
            Process process = new ProcessBuilder(
                            Chromium.node().toString(),
                            Installation.result("npm").resolve("apps.mjs").toString(),
                            demo.fhirBaseUrl("smart"),
                            Installation.realmExport("demo-keys/signed-app.jwks.json")
                                    .toString())
                    .redirectError(Installation.logFile("fhirclient-apps.log").toFile())
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (!"Listening".equals(line)) {
                process.destroy();
                throw new IllegalStateException(
                        "The apps at " + URL + " don't start: " + (line == null ? "see fhirclient-apps.log" : line));
            }
            return new FhirClientApps(process, demo.fhirBaseUrl("smart"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The address at which the EHR opens an app.
     *
     * @param app the client's id, with further parameters after a {@code ?}
     */
    String launchUrl(String app, String launch) {
        return standaloneUrl(app) + "&launch=" + URLEncoder.encode(launch, StandardCharsets.UTF_8);
    }

    /**
     * The address at which an EHR opens an app, without what the EHR adds.
     *
     * @param app the client's id, with further parameters after a {@code ?}
     */
    String url(String app) {
        return URL + "launch/" + app;
    }

    /** The address at which a user starts an app that no EHR opens. */
    String standaloneUrl(String app) {
        return url(app) + (app.contains("?") ? '&' : '?') + "iss="
                + URLEncoder.encode(fhirBaseUrl, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
