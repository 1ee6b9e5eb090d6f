/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server with a base for each realm. */
class FhirBasesTest {

    private static final String SUPER = "system/*.cruds";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestIssuer smart;
    private TestIssuer koppeltaal;
    private String smartBase;
    private String koppeltaalBase;
    private FhirServer server;

    @BeforeEach
    void start() throws Exception {
        smart = new TestIssuer("smart");
        koppeltaal = new TestIssuer("koppeltaal");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = FhirServer.start(
                new FhirServerSettings("127.0.0.1", port, List.of(smart.base(port), koppeltaal.base(port))));
        smartBase = "http://127.0.0.1:" + port + "/fhir";
        koppeltaalBase = "http://127.0.0.1:" + port + "/koppeltaal/fhir";
    }

    @AfterEach
    void stop() {
        server.close();
        smart.close();
        koppeltaal.close();
    }

    private FhirClient at(String base, String token) {
        return new FhirClient(http, base, token);
    }

    private FhirClient smart(String scope) {
        return at(smartBase, smart.token(smartBase, scope));
    }

    /** With a Koppeltaal token, whose audience is the client id of the FHIR service. */
    private FhirClient koppeltaal(String scope) {
        return at(koppeltaalBase, forClientId(koppeltaal, scope));
    }

    private static String forClientId(TestIssuer issuer, String scope) {
        return issuer.token("x", scope, claims -> claims.audience("fhir-server").claim("azp", "portal"));
    }

    @ParameterizedTest
    @CsvSource({
        "smart, http://h/fhir",
        "koppeltaal, http://h/koppeltaal/fhir",
        "iua, http://h/iua/fhir",
        "nz-health, http://h/nz-health/fhir"
    })
    @DisplayName("each realm has a base of its own, smart the short one")
    void urls(String realm, String url) {
        assertThat(FhirBase.url("http://h", realm)).isEqualTo(url);
    }

    @Test
    @DisplayName("two realms can't share a base, and a server without any is none")
    void distinct() {
        List<FhirBase> twice = List.of(smart.base(1), new FhirBase(smart.base(1).url(), koppeltaal.trusted()));
        assertThatThrownBy(() -> new FhirServerSettings("127.0.0.1", 1, twice))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FhirServerSettings("127.0.0.1", 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FhirBase("http://h/fhir/", smart.trusted()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("SMART-DISC-1 metadata and smart-configuration of a base speak of its realm alone")
    void discovery() throws Exception {
        JsonNode ofSmart = at(smartBase, "").get("/metadata").body();
        JsonNode ofKoppeltaal = at(koppeltaalBase, "").get("/metadata").body();
        assertThat(ofSmart.at("/implementation/url").asText()).isEqualTo(smartBase);
        assertThat(ofKoppeltaal.at("/implementation/url").asText()).isEqualTo(koppeltaalBase);
        assertThat(ofSmart.findValuesAsText("valueUri"))
                .hasSize(5)
                .allMatch(uri -> uri.startsWith(smart.issuer() + "/"));
        assertThat(ofKoppeltaal.findValuesAsText("valueUri"))
                .hasSize(3)
                .allMatch(uri -> uri.startsWith(koppeltaal.issuer() + "/"));

        JsonNode configuration =
                at(koppeltaalBase, "").get("/.well-known/smart-configuration").body();
        assertThat(configuration.path("introspection_endpoint").asText()).startsWith(koppeltaal.issuer());
        assertThat(koppeltaal.configurationQuery()).isEqualTo("fhir=" + koppeltaalBase);
        assertThat(smart.configurationQuery()).isEqualTo("fhir=" + smartBase);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3 KT-DOM-4 a realm's token opens nothing at another realm's base, whatever its audience")
    void tokens() throws Exception {
        assertThat(smart(SUPER).get("/Patient/pat-1").status()).isEqualTo(200);
        assertThat(koppeltaal(SUPER).get("/Patient/pat-1").status()).isEqualTo(200);
        assertThat(at(koppeltaalBase, koppeltaal.token(koppeltaalBase, SUPER))
                        .get("/Patient/pat-1")
                        .status())
                .isEqualTo(200);
        for (String foreign : List.of(
                smart.token(koppeltaalBase, SUPER),
                smart.token(smartBase, SUPER),
                forClientId(smart, SUPER),
                koppeltaal.forged(koppeltaalBase, SUPER),
                koppeltaal.token(smartBase, SUPER, claims -> claims.audience(smartBase)))) {
            Answer answer = at(koppeltaalBase, foreign).get("/Patient/pat-1");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        }
        for (String foreign : List.of(
                koppeltaal.token(smartBase, SUPER),
                forClientId(koppeltaal, SUPER),
                forClientId(smart, SUPER),
                smart.token(koppeltaalBase, SUPER))) {
            assertThat(at(smartBase, foreign).get("/Patient/pat-1").status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("the data are the same at each base; links, full URLs and Location begin with the base that was asked")
    void links() throws Exception {
        String task = "{\"resourceType\":\"Task\",\"status\":\"draft\",\"intent\":\"order\"}";
        Answer created = koppeltaal(SUPER).send("POST", "/Task", task);
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        assertThat(created.header("Location")).startsWith(koppeltaalBase + "/Task/");
        String id = created.body().path("id").asText();

        Answer read = smart(SUPER).get("/Task/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Content-Location")).startsWith(smartBase + "/Task/" + id);
        for (FhirClient client : List.of(smart(SUPER), koppeltaal(SUPER))) {
            JsonNode found = client.get("/Task?_id=" + id).body();
            assertThat(found.at("/entry/0/fullUrl").asText()).isEqualTo(client.base() + "/Task/" + id);
            assertThat(found.at("/link/0/url").asText()).startsWith(client.base() + "/Task?");
        }
    }

    @Test
    @DisplayName("a reference to any base is one to this server")
    void references() throws Exception {
        String observation =
                """
                {"resourceType":"Observation","status":"final","code":{"text":"test"},
                 "subject":{"reference":"%s/Patient/pat-4"}}"""
                        .formatted(koppeltaalBase);
        Answer created = koppeltaal(SUPER).send("POST", "/Observation", observation);
        String id = created.body().path("id").asText();
        assertThat(smart(SUPER).get("/Observation?patient=pat-4").ids()).contains(id);
        assertThat(smart(SUPER)
                        .get("/Observation?subject=" + smartBase + "/Patient/pat-4")
                        .ids())
                .contains(id);
        FhirClient patient = at(
                smartBase,
                smart.token(smartBase, "patient/Observation.rs", claims -> claims.claim("patient", "pat-4")));
        assertThat(patient.get("/Observation/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/koppeltaal", "/koppeltaal/fhir2", "/fhir2", "/iua/fhir", "/smart/fhir", "/koppeltaal/fhir/fhir"
            })
    @DisplayName("nothing is to be had where no realm has its base")
    void elsewhere(String path) throws Exception {
        String other = koppeltaalBase.replace("/koppeltaal/fhir", path);
        assertThat(at(other, "").get("/.well-known/smart-configuration").status())
                .isIn(401, 404);
        assertThat(at(other, forClientId(koppeltaal, SUPER))
                        .get("/Patient/pat-1")
                        .status())
                .isIn(400, 404);
    }
}
