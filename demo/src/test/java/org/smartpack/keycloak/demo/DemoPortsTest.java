/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoPortsTest {

    @Test
    @DisplayName("a taken port is named, with the property to change, in one line")
    void takenPort() throws IOException {
        DemoPorts free = DemoPorts.free();
        assertThat(free.problem()).isEmpty();
        try (ServerSocket holder = new ServerSocket(free.fhir(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.problem()).hasValueSatisfying(line -> assertThat(line)
                    .contains("Port " + holder.getLocalPort() + " is taken", "-Dfhir.port=")
                    .doesNotContain("\n"));
        }
        assertThat(free.problem()).isEmpty();
    }

    @Test
    @DisplayName("a port that is taken on every address counts as taken")
    void takenOnEveryAddress() throws IOException {
        DemoPorts free = DemoPorts.free();
        try (ServerSocket holder = new ServerSocket(free.management())) {
            assertThat(holder.isBound()).isTrue();
            assertThat(free.problem())
                    .hasValueSatisfying(line -> assertThat(line).contains("-Dkeycloak.management.port="));
        }
    }

    @Test
    @DisplayName("ports that can't be, or are given twice, are refused")
    void impossiblePorts() {
        DemoPorts free = DemoPorts.free();
        assertThat(new DemoPorts(0, free.management(), free.fhir(), free.app()).problem())
                .hasValueSatisfying(line -> assertThat(line).contains("-Dkeycloak.port="));
        assertThat(new DemoPorts(free.keycloak(), free.management(), free.fhir(), 70000).problem())
                .hasValueSatisfying(line -> assertThat(line).contains("-Dapp.port="));
        assertThat(new DemoPorts(free.keycloak(), free.management(), free.fhir(), free.fhir()).problem())
                .hasValueSatisfying(line -> assertThat(line).contains("fhir.port and app.port"));
    }

    @Test
    @DisplayName("realm files are rewritten for other ports, each address once, other text untouched")
    void realmFiles() {
        DemoPorts swapped = new DemoPorts(8090, 9000, 8091, 8080);
        assertThat(swapped.in("http://127.0.0.1:8080 http://127.0.0.1:8090/fhir http://127.0.0.1:8091/x"
                        + " http://127.0.0.1:9999/callback 8090 127.0.0.1:80900"))
                .isEqualTo("http://127.0.0.1:8090 http://127.0.0.1:8091/fhir http://127.0.0.1:8080/x"
                        + " http://127.0.0.1:9999/callback 8090 127.0.0.1:80900");
        String file = "http://127.0.0.1:8080 http://127.0.0.1:8090/fhir http://127.0.0.1:8091";
        assertThat(DemoPorts.standard().in(file)).isEqualTo(file);
    }
}
