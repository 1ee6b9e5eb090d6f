/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit messages of ITI-72 that the FHIR server writes at the base of realm {@code iua}, and who reads them. */
class TokenUseAuditTest {

    private static final String USER = "b3ca1045";

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

    private FhirClient client(String scope) {
        return new FhirClient(http, base, token(scope));
    }

    private String token(String scope) {
        return iua.token(base, scope, claims -> claims.subject(USER)
                .jwtID("id-of-the-token")
                .claim("azp", "ehr-web")
                .claim(
                        "extensions",
                        Map.of(
                                "ihe_iua",
                                Map.of(
                                        "subject_name",
                                        "Dr. John Smith",
                                        "purpose_of_use",
                                        List.of(Map.of("system", "urn:oid:1.2.3", "code", "TREAT"))))));
    }

    /** What an auditor finds of ITI-72 whose user isn't the auditor, in the order of their ids. */
    private List<JsonNode> audits() throws Exception {
        FhirClient auditor = new FhirClient(
                http, base, iua.token(base, "system/AuditEvent.rs", claims -> claims.subject("auditor")));
        List<JsonNode> found = new ArrayList<>();
        auditor.get("/AuditEvent?subtype=ITI-72&agent-name=" + base)
                .body()
                .path("entry")
                .forEach(entry -> found.add(entry.path("resource")));
        found.removeIf(
                event -> event.at("/agent/0/who/identifier/value").asText().equals("auditor"));
        return found;
    }

    private JsonNode onlyAudit() throws Exception {
        List<JsonNode> found = audits();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName("IUA-72-6: a read is recorded with the user's name made of aud, sub and iss, and without the token")
    void read() throws Exception {
        Answer answer = client("system/*.rs").get("/Observation/obs-lab-1");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode event = onlyAudit();
        assertThat(event.at("/agent/0/name").asText()).isEqualTo(base + "<" + USER + "@" + iua.issuer() + ">");
        assertThat(event.at("/agent/0/who/identifier/system").asText()).isEqualTo(iua.issuer());
        assertThat(event.at("/agent/0/who/identifier/value").asText()).isEqualTo(USER);
        assertThat(event.at("/agent/0/policy/0").asText()).isEqualTo("id-of-the-token");
        assertThat(event.at("/agent/0/purposeOfUse/0/coding/0/code").asText()).isEqualTo("TREAT");
        assertThat(event.at("/agent/0/requestor").asBoolean()).isTrue();
        assertThat(event.at("/agent/1/who/identifier/value").asText()).isEqualTo("ehr-web");
        assertThat(event.at("/agent/1/network/address").asText()).isEqualTo("127.0.0.1");
        assertThat(event.at("/agent/2/network/address").asText()).isEqualTo(base);
        assertThat(event.path("subtype").findValuesAsText("code")).containsExactly("read", "ITI-72");
        assertThat(event.path("action").asText()).isEqualTo("R");
        assertThat(event.path("outcome").asText()).isEqualTo("0");
        assertThat(event.path("recorded").asText()).isNotEmpty();
        assertThat(event.at("/entity/0/what/reference").asText()).isEqualTo("Observation/obs-lab-1");
        assertThat(event.at("/entity/1/what/reference").asText()).startsWith("Patient/pat-");
        assertThat(event.at("/entity/1/role/code").asText()).isEqualTo("1");
        assertThat(event.toString()).doesNotContain("John", "eyJ");
    }

    @Test
    @DisplayName("IUA-72-6: searches, creations, updates and deletions are recorded, each once")
    void interactions() throws Exception {
        FhirClient client = client("system/*.cruds");
        assertThat(client.get("/Patient?name=jansen").status()).isEqualTo(200);
        String device = "{\"resourceType\":\"Device\"}";
        Answer created = client.send("POST", "/Device", device);
        assertThat(created.status()).isEqualTo(201);
        String path = "/Device/" + created.body().path("id").asText();
        assertThat(client.send("PUT", path, device.replace("}", ",\"id\":\"" + path.substring(8) + "\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(client.send("DELETE", path, "").status()).isLessThan(300);
        List<JsonNode> found = audits();
        assertThat(found).extracting(event -> event.path("action").asText()).containsExactly("E", "C", "U", "D");
        assertThat(found).extracting(event -> event.path("outcome").asText()).containsOnly("0");
        assertThat(found)
                .extracting(event -> event.at("/entity/0/what/reference").asText())
                .containsExactly("", path.substring(1), path.substring(1), path.substring(1));
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(found.get(0).at("/entity/0/query").asText()),
                        StandardCharsets.UTF_8))
                .isEqualTo(base + "/Patient?name=jansen");
    }

    @Test
    @DisplayName("IUA-72-6: a token that permits too little is recorded as a failure with its user")
    void insufficient() throws Exception {
        assertThat(client("system/Observation.rs").get("/Patient/pat-1").status())
                .isEqualTo(401);
        assertThat(client("ITI-68").get("/Patient").status()).isEqualTo(401);
        assertThat(client("system/*.rs").get("/Patient/nobody").status()).isEqualTo(404);
        List<JsonNode> found = audits();
        assertThat(found).hasSize(3);
        assertThat(found).extracting(event -> event.path("outcome").asText()).containsOnly("4");
        assertThat(found)
                .extracting(event -> event.at("/agent/0/name").asText())
                .containsOnly(base + "<" + USER + "@" + iua.issuer() + ">");
    }

    @Test
    @DisplayName("IUA-72-6: what a token says that isn't accepted is never recorded, nor is a request without one")
    void notAccepted() throws Exception {
        List<String> wrong = List.of(
                "",
                "opaque",
                iua.forged(base, "system/*.*"),
                iua.token(smartBase, "system/*.*"),
                smart.token(base, "system/*.*"),
                iua.token(base, "system/*.*", claims -> claims.expirationTime(Date.from(Instant.now()))));
        for (String token : wrong) {
            assertThat(new FhirClient(http, base, token).get("/Patient/pat-1").status())
                    .isEqualTo(401);
        }
        assertThat(new FhirClient(http, base, "").get("/metadata").status()).isEqualTo(200);
        assertThat(audits()).isEmpty();
    }

    @Test
    @DisplayName("IUA-72-6, KT-AUD-1: the record of a record isn't recorded, nor is a request at another base")
    void others() throws Exception {
        String event =
                """
                {"resourceType":"AuditEvent","type":{"code":"110114"},"recorded":"2026-11-22T14:00:00Z","outcome":"0",
                "agent":[{"requestor":true}],"source":{"observer":{"reference":"Device/keycloak"}}}
                """;
        assertThat(client("system/AuditEvent.c")
                        .send("POST", "/AuditEvent", event)
                        .status())
                .isEqualTo(201);
        assertThat(new FhirClient(http, smartBase, smart.token(smartBase, "system/*.rs"))
                        .get("/Patient/pat-1")
                        .status())
                .isEqualTo(200);
        assertThat(audits()).isEmpty();
    }

    @Test
    @DisplayName("IUA-72-6: only those whose scopes permit AuditEvent read the records; a patient doesn't")
    void readers() throws Exception {
        client("system/*.rs").get("/Patient/pat-1");
        JsonNode event = onlyAudit();
        String path = "/AuditEvent/" + event.path("id").asText();
        assertThat(client("system/AuditEvent.r").get(path).status()).isEqualTo(200);
        assertThat(client("system/Patient.rs").get(path).status()).isEqualTo(401);
        String patient = iua.token(base, "patient/*.rs", claims -> claims.claim("patient", "pat-1"));
        assertThat(new FhirClient(http, base, patient).get(path).status()).isEqualTo(401);
        assertThat(new FhirClient(http, base, patient).get("/AuditEvent").ids()).isEmpty();
        String user = iua.token(base, "user/*.rs", claims -> claims.claim("fhirUser", "Patient/pat-1"));
        assertThat(new FhirClient(http, base, user).get(path).status()).isEqualTo(401);
        assertThat(client("system/AuditEvent.rs")
                        .send("PUT", path, event.toString())
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("IUA-72-6: the records don't fill the memory; the newest stay")
    void bounded() throws Exception {
        ResourceStore store = new ResourceStore();
        AuditLog log = new AuditLog(store);
        for (int i = 0; i < 1100; i++) {
            log.add(new AuditEvent().setOutcomeDesc("number " + i));
        }
        assertThat(store.all("AuditEvent"))
                .hasSize(1000)
                .extracting(event -> ((AuditEvent) event).getOutcomeDesc())
                .contains("number 1099", "number 100")
                .doesNotContain("number 99", "number 0");
    }
}
