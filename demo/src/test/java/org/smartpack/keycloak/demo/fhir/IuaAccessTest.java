/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** ITI-72: the FHIR server as the resource server of realm {@code iua}, beside that of realm {@code smart}. */
class IuaAccessTest {

    private static final String SYSTEM = "http://profiles.ihe.net/fhir/ihe.securityTypes/CodeSystem/securityTypes";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestIssuer iua;
    private TestIssuer smart;
    private String base;
    private String smartBase;
    private FhirServer server;

    @BeforeEach
    void start() throws Exception {
        iua = new TestIssuer("iua");
        smart = new TestIssuer("smart");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(iua.base(port), smart.base(port))));
        base = iua.base(port).url();
        smartBase = smart.base(port).url();
    }

    @AfterEach
    void stop() {
        server.close();
        iua.close();
        smart.close();
    }

    private Answer get(String token, String path) throws Exception {
        return new FhirClient(http, base, token).get(path);
    }

    @Test
    @DisplayName("IUA-5: the CapabilityStatement names the security service IUA, and only at the realm's own base")
    void capabilities() throws Exception {
        JsonNode services = get("", "/metadata").body().at("/rest/0/security/service");
        assertThat(services.findValuesAsText("code")).contains("SMART-on-FHIR", "IUA");
        assertThat(services.findValuesAsText("system")).contains(SYSTEM);
        assertThat(new FhirClient(http, smartBase, "")
                        .get("/metadata")
                        .body()
                        .at("/rest/0/security/service")
                        .findValuesAsText("code"))
                .containsExactly("SMART-on-FHIR");
    }

    @Test
    @DisplayName("IUA-72-1: the token is taken from the header alone")
    void header() throws Exception {
        String token = iua.token(base, "system/*.*");
        assertThat(get(token, "/Patient/pat-1").status()).isEqualTo(200);
        assertThat(get("", "/Patient/pat-1?access_token=" + token).status()).isEqualTo(401);
        assertThat(get("", "/Patient/pat-1").status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "IUA-72-2, 3, 4: format, signature, time, audience, scope or patient that doesn't fit is 401, never 403")
    void refused() throws Exception {
        List<String> wrong = List.of(
                "opaque",
                "PHNhbWw6QXNzZXJ0aW9uLz4",
                iua.forged(base, "system/*.*"),
                smart.token(base, "system/*.*"),
                iua.token(smartBase, "system/*.*"),
                iua.token(base, "system/*.*", claims -> claims.expirationTime(Date.from(Instant.now()))),
                iua.token(base, "system/Observation.rs"),
                iua.token(base, "ITI-68"),
                iua.token(base, "patient/*.rs", claims -> claims.claim("patient", "pat-2")));
        for (String token : wrong) {
            Answer answer = get(token, "/Patient/pat-1");
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        }
        assertThat(get(iua.token(base, "patient/*.rs", claims -> claims.claim("patient", "pat-1")), "/Patient/pat-1")
                        .status())
                .isEqualTo(200);
    }
}
