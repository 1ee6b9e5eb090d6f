/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens of a Koppeltaal domain: access depends on who created a resource. */
class KoppeltaalAccessTest {

    private static final String PORTAL = "?resource-origin=Device/portal";
    private static final String ORIGIN = "http://koppeltaal.nl/fhir/StructureDefinition/resource-origin";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestIssuer domain;
    private FhirServer server;
    private String base;

    @BeforeEach
    void start() throws Exception {
        domain = new TestIssuer("koppeltaal");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        base = domain.base(port).url();
        server = FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(domain.base(port))));
    }

    @AfterEach
    void stop() {
        server.close();
        domain.close();
    }

    /**
     * A Koppeltaal token: its audience is the client id of the FHIR service, and it has {@code type} instead of
     * {@code typ}.
     */
    private FhirClient application(String client, String scope) {
        return bearer(domain.token(base, scope, claims -> claims.audience("fhir-server")
                .claim("typ", null)
                .claim("type", "access")
                .claim("azp", client)));
    }

    private FhirClient bearer(String token) {
        return new FhirClient(http, base, token);
    }

    private static String task(String extension) {
        return "{\"resourceType\":\"Task\",\"status\":\"draft\",\"intent\":\"order\"" + extension + "}";
    }

    private static String origin(String device) {
        return ",\"extension\":[{\"url\":\"" + ORIGIN + "\",\"valueReference\":{\"reference\":\"" + device + "\"}}]";
    }

    private static String origin(Answer answer) {
        List<String> origins = new ArrayList<>();
        for (JsonNode extension : answer.body().path("extension")) {
            if (ORIGIN.equals(extension.path("url").asText())) {
                origins.add(extension.at("/valueReference/reference").asText());
            }
        }
        assertThat(origins).hasSize(1);
        return origins.get(0);
    }

    private static String id(Answer created) {
        assertThat(created.status()).isEqualTo(201);
        return created.body().path("id").asText();
    }

    @Test
    @DisplayName("KT-SCP-7 the domain's people and task are the portal's")
    void data() throws Exception {
        FhirClient module = application("module", "system/*.rs" + PORTAL);

        for (String path :
                List.of("/Patient/kt-pat-1", "/Practitioner/kt-prac-1", "/RelatedPerson/kt-rel-1", "/Task/task-1")) {
            assertThat(origin(module.get(path))).as(path).isEqualTo("Device/portal");
        }
        assertThat(module.get("/Patient").ids()).containsExactly("kt-pat-1");
        assertThat(module.get("/Patient/pat-1").status()).isEqualTo(403);
    }

    @Test
    @DisplayName(
            "KT-SCP-3 KT-SCP-8 a search finds what is of the Devices of the scope; a read of anything else is refused")
    void otherDevices() throws Exception {
        FhirClient planner = application("planner", "system/Task.cruds?resource-origin=Device/planner");
        String own = id(planner.send("POST", "/Task", task("")));

        assertThat(planner.get("/Task").ids()).containsExactly(own);
        assertThat(planner.get("/Task/task-1").status()).isEqualTo(403);
        assertThat(application("module", "system/Task.rs?resource-origin=Device/portal,Device/planner")
                        .get("/Task")
                        .ids())
                .containsExactlyInAnyOrder("task-1", own);
        assertThat(application("module", "system/Task.rs" + PORTAL)
                        .get("/Task?resource-origin=Device/planner")
                        .ids())
                .isEmpty();
    }

    @Test
    @DisplayName("KT-SCP-2 KT-SCP-7 what an application creates is its own, whatever it says")
    void create() throws Exception {
        FhirClient portal = application("portal", "system/Task.cruds" + PORTAL);

        assertThat(origin(portal.get("/Task/" + id(portal.send("POST", "/Task", task(""))))))
                .isEqualTo("Device/portal");
        assertThat(origin(portal.get("/Task/" + id(portal.send("POST", "/Task", task(origin("Device/module")))))))
                .isEqualTo("Device/portal");
        assertThat(application("module", "system/Task.cruds" + PORTAL)
                        .send("POST", "/Task", task(origin("Device/portal")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("KT-SCP-7 an update doesn't change whose a resource is; deleting goes by it too")
    void update() throws Exception {
        FhirClient module = application("module", "system/Task.rus" + PORTAL);
        Answer updated = module.send("PUT", "/Task/task-1", task(",\"id\":\"task-1\"" + origin("Device/module")));

        assertThat(updated.status()).isEqualTo(200);
        assertThat(origin(updated)).isEqualTo("Device/portal");
        assertThat(module.send("DELETE", "/Task/task-1", "").status()).isEqualTo(403);
        assertThat(application("planner", "system/Task.cruds?resource-origin=Device/planner")
                        .send("DELETE", "/Task/task-1", "")
                        .status())
                .isEqualTo(403);
        assertThat(application("portal", "system/Task.d" + PORTAL)
                        .send("DELETE", "/Task/task-1", "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("KT-SCP-7 another application can't take over a resource by updating it, nor create one of another's")
    void takeOver() throws Exception {
        FhirClient planner = application("planner", "system/Task.cruds?resource-origin=Device/planner");

        assertThat(planner.send("PUT", "/Task/task-1", task(",\"id\":\"task-1\""))
                        .status())
                .isEqualTo(403);
        Answer created = planner.send("PUT", "/Task/new-1", task(",\"id\":\"new-1\"" + origin("Device/portal")));
        assertThat(origin(created)).isEqualTo("Device/planner");
    }

    @Test
    @DisplayName("KT-SCP-3 a foreign resource and one that isn't there get the same answer")
    void absence() throws Exception {
        FhirClient planner = application("planner", "system/Task.cruds?resource-origin=Device/planner");

        for (String method : List.of("GET", "DELETE")) {
            Answer foreign = planner.send(method, "/Task/task-1", "");
            Answer absent = planner.send(method, "/Task/nowhere", "");
            assertThat(foreign.status()).as(method).isEqualTo(403);
            assertThat(absent.status()).as(method).isEqualTo(403);
            assertThat(absent.body()).as(method).isEqualTo(foreign.body());
        }
        assertThat(application("portal", "system/Task.rs").get("/Task/nowhere").status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("KT-AUD-1 Keycloak's own token creates AuditEvents, and reads none")
    void audit() throws Exception {
        FhirClient keycloak = application("keycloak-smart-pack", "system/AuditEvent.c");
        String event =
                """
                {"resourceType":"AuditEvent","type":{"code":"110114"},"recorded":"2026-11-22T14:00:00Z","outcome":"0",
                 "extension":[{"url":"http://koppeltaal.nl/fhir/StructureDefinition/trace-id","valueId":"the-jti"}],
                 "agent":[{"requestor":true}],"source":{"observer":{"display":"x"}}}""";
        String id = id(keycloak.send("POST", "/AuditEvent", event));

        assertThat(keycloak.get("/AuditEvent/" + id).status()).isEqualTo(403);
        FhirClient auditor = application("auditor", "system/AuditEvent.rs");
        assertThat(auditor.get("/AuditEvent?traceId=the-jti").ids()).containsExactly(id);
        assertThat(auditor.get("/AuditEvent?traceId=another").ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "", "noop"})
    @DisplayName("the literal NOOP, which is the access token after an HTI launch, opens nothing")
    void noop(String token) throws Exception {
        assertThat(bearer(token).get("/Patient/kt-pat-1").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("KT-SCP-1 a token without scopes opens nothing")
    void unassigned() throws Exception {
        FhirClient unassigned = application("unassigned", "");

        assertThat(unassigned.get("/Patient/kt-pat-1").status()).isEqualTo(403);
        assertThat(unassigned.get("/Task").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("INTRO-KT-1 the domain's introspection endpoint is in metadata; revocation is not (KT-DISC-1)")
    void metadata() throws Exception {
        List<String> endpoints =
                bearer("").get("/metadata").body().at("/rest/0/security").findValuesAsText("valueUri");

        assertThat(endpoints)
                .contains(domain.issuer() + "/as/it/says", domain.issuer() + "/protocol/openid-connect/token")
                .doesNotContain(domain.issuer() + "/protocol/openid-connect/revoke");
    }
}
