/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Serves {@code <base>/.well-known/smart-configuration} as Keycloak publishes it (SMART-DISC-1). */
final class SmartConfigurationServlet extends HttpServlet {

    static final String PATH = "/.well-known/smart-configuration";

    private final transient Discovery discovery;

    SmartConfigurationServlet(Discovery discovery) {
        this.discovery = discovery;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<byte[]> document = discovery.smartConfiguration();
        if (document.isPresent()) {
            HttpAnswers.bytes(response, 200, "application/json", document.get());
        } else {
            HttpAnswers.json(
                    response,
                    502,
                    "application/json",
                    Map.of(
                            "error",
                            "temporarily_unavailable",
                            "error_description",
                            "Keycloak, which knows the SMART configuration, does not answer"));
        }
    }
}
