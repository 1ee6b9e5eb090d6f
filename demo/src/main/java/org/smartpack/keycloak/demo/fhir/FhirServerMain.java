/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * Runs the FHIR server as a separate process, for containers. Settings come from the environment:
 *
 * <ul>
 * <li>{@code FHIR_HOST} (127.0.0.1): the address to listen on
 * <li>{@code FHIR_PORT} (8090): the port to listen on
 * <li>{@code FHIR_URL} (http://127.0.0.1:8090): this server's address for clients and tokens; below it each realm has
 *     its base: {@code /fhir} for {@code smart}, {@code /<realm>/fhir} for the others
 * <li>{@code KEYCLOAK_URL} (http://127.0.0.1:8080): Keycloak's address for clients, with which {@code iss} begins
 * <li>{@code KEYCLOAK_INTERNAL_URL} (the same): Keycloak's address for this process
 * <li>{@code KEYCLOAK_REALMS} (smart): the realms, separated by commas
 * </ul>
 */
public final class FhirServerMain {

    private FhirServerMain() {}

    /** Starts the server, which runs until the process ends. */
    public static void main(String[] arguments) {
        FhirServer server = FhirServer.start(settings(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        System.out.println("FHIR server ready: "
                + server.bases().stream().map(FhirBase::url).collect(Collectors.joining(" ")));
    }

    static FhirServerSettings settings(Map<String, String> environment) {
        String port = environment.getOrDefault("FHIR_PORT", "8090");
        String publicUrl = environment.getOrDefault("KEYCLOAK_URL", "http://127.0.0.1:8080");
        String internalUrl = environment.getOrDefault("KEYCLOAK_INTERNAL_URL", publicUrl);
        String url = environment.getOrDefault("FHIR_URL", "http://127.0.0.1:" + port);
        List<FhirBase> bases = Arrays.stream(
                        environment.getOrDefault("KEYCLOAK_REALMS", "smart").split(","))
                .map(String::trim)
                .map(realm -> new FhirBase(FhirBase.url(url, realm), TrustedRealm.of(publicUrl, internalUrl, realm)))
                .toList();
        return new FhirServerSettings(
                environment.getOrDefault("FHIR_HOST", "127.0.0.1"), Integer.parseInt(port), bases);
    }
}
