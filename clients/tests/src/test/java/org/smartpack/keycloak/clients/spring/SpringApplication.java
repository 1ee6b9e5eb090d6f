/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;

/**
 * An application of {@code clients/spring}.
 *
 * @param url its address, without a slash at the end
 */
record SpringApplication(ClientProcess process, String url) implements AutoCloseable {

    /** A Spring profile of the application, with keys for its client registrations. */
    static SpringApplication start(DemoRealm realm, String profile, int port, Map<String, DemoKey> keys) {
        Path jar = ClientProcess.file(
                "spring/target/keycloak-smart-pack-clients-spring-" + System.getProperty("smartpack.version") + ".jar");
        List<String> settings = new ArrayList<>(List.of(
                "--spring.profiles.active=" + profile,
                "--server.port=" + port,
                "--smart.issuer=" + realm.url,
                "--smart.fhir=" + realm.fhirBaseUrl()));
        keys.forEach((registration, key) -> {
            settings.add("--smart.keys." + registration + ".file=" + key.file());
            settings.add("--smart.keys." + registration + ".kid=" + key.kid());
        });
        return new SpringApplication(
                ClientProcess.serve(
                        "spring-" + profile, port, ClientProcess.java(jar, settings.toArray(String[]::new)), Map.of()),
                "http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.close();
    }
}
