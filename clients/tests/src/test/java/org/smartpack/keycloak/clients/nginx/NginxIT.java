/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nginx;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.clients.hapi.PlainFhirServer;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** nginx in front of a FHIR server that knows nothing of tokens, as docs/recipes/nginx.md shows it. */
@ClientTest
@DisplayName("nginx in front of a FHIR server")
class NginxIT {

    private PlainFhirServer fhir;
    private FhirGateway gateway;

    @BeforeAll
    void start(DemoRealm realm) {
        fhir = PlainFhirServer.start(realm.fhirBaseUrl());
        gateway = FhirGateway.start(realm.url, fhir.port());
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (fhir != null) {
            fhir.close();
        }
    }

    private void refuses(int status, String target, String token) {
        fhir.wasAsked();
        assertThat(gateway.get(target, token)).as(target).isEqualTo(status);
        assertThat(fhir.wasAsked())
                .as(target + " came as far as the FHIR server")
                .isFalse();
    }

    @Test
    @DisplayName("INTRO-2 INTRO-21: a backend service reads and searches the types that its scopes name")
    void backend(DemoRealm realm) {
        String patients = realm.bulkToken("system/Patient.rs");
        assertThat(gateway.get("/fhir/Patient/pat-1", patients)).isEqualTo(200);
        assertThat(gateway.answer("GET", "/fhir/Patient?_id=pat-1", "Authorization: bearer " + patients))
                .startsWith("HTTP/1.1 200")
                .contains("\"searchset\"");
        refuses(403, "/fhir/Observation/obs-1", patients);
        refuses(403, "/fhir/Observation?patient=pat-1", patients);

        String all = realm.bulkToken("system/*.rs");
        assertThat(gateway.get("/fhir/Observation/obs-1", all)).isEqualTo(200);
        assertThat(gateway.get("/fhir/Observation?_include=Observation:subject", all))
                .isEqualTo(200);
        assertThat(gateway.wrote(all)).as("a token in a log or in the cache").isFalse();
        assertThat(gateway.wrote("\"active\":true"))
                .as("an answer in the cache")
                .isTrue();
    }

    @Test
    @DisplayName("INTRO-21: a scope that nginx can't honour gives nothing: patient/, a restriction, the wrong letter")
    void failsClosed(DemoRealm realm) {
        App app = realm.app("web-app");
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(
                "launch openid fhirUser patient/*.rs user/*.rs", pkce, realm.register(Map.of("patient", "pat-3")));
        request.put("aud", realm.fhirBaseUrl());
        String ofApp = app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce)
                .path("access_token");
        refuses(403, "/fhir/Patient/pat-3", ofApp);
        refuses(403, "/fhir/Patient/pat-1", ofApp);
        refuses(403, "/fhir/Observation/obs-1", realm.bulkToken("system/Observation.rs?category=laboratory"));
        String reads = realm.bulkToken("system/Patient.r");
        assertThat(gateway.get("/fhir/Patient/pat-1", reads)).isEqualTo(200);
        refuses(403, "/fhir/Patient", reads);
        String searches = realm.bulkToken("system/Patient.s");
        assertThat(gateway.get("/fhir/Patient", searches)).isEqualTo(200);
        refuses(403, "/fhir/Patient/pat-1", searches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/Patient/../Observation/obs-1",
                "/fhir/Patient/..%2fObservation/obs-1",
                "/fhir/Patient/%2e%2e/Observation/obs-1",
                "/fhir/Patient/..",
                "/fhir/Pat%69ent/pat-1",
                "/fhir//Patient/pat-1",
                "//fhir/Patient/pat-1",
                "/fhir/./Patient/pat-1",
                "/fhir/metadata/../Patient/pat-1",
                "/fhir/Patient;x=1/pat-1",
                "/fhir/Patient/pat-1/Observation",
                "/fhir/Patient/pat-1/_history/1",
                "/fhir/Patient/_search",
                "/fhir/Patient/$everything",
                "/fhir/$everything-there-is",
                "/fhir/",
                "/fhir/?_type=Patient,Observation",
                "/fhir/Patient?_include=Patient:organization",
                "/fhir/Patient?_revinclude=Observation:subject",
                "/fhir/Patient?%5Frevinclude=Observation:subject",
                "/fhir/Patient?_id=pat-1&_revinclude:iterate=Observation:subject",
                "/fhir/Patient?_id=pat-1;_revinclude=Observation:subject",
                "/fhir/Patient?_id=pat-1?_revinclude=Observation:subject",
                "/fhir/Patient?_has:Observation:patient:code=8867-4",
                "/fhir/Patient?general-practitioner.name=Bennett",
                "/fhir/Patient?link:Patient.name=Bakker",
                "/fhir/Patient?_filter=name%20eq%20x",
                "/fhir/Patient?_query=everything"
            })
    @DisplayName("INTRO-21: a path or a parameter that could reach something else is refused")
    void otherPaths(String target, DemoRealm realm) {
        refuses(403, target, realm.bulkToken("system/Patient.rs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    @DisplayName("INTRO-21: another method than GET is refused")
    void methods(String method, DemoRealm realm) {
        String token = realm.bulkToken("system/*.cruds");
        assertThat(gateway.status(method, "/fhir/Patient/pat-1", "Authorization: Bearer " + token))
                .isEqualTo(403);
    }

    @Test
    @DisplayName("INTRO-4: no token, garbage, two headers, a changed token, one for somebody else: 401 or 400")
    void badTokens(DemoRealm realm) {
        assertThat(gateway.status("GET", "/fhir/metadata")).isEqualTo(200);
        assertThat(gateway.answer("GET", "/fhir/Patient/pat-1"))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer");
        String good = realm.bulkToken("system/*.rs");
        assertThat(gateway.get("/fhir/Patient/pat-1", good)).isEqualTo(200);
        String client = "client-" + UUID.randomUUID();
        realm.createClient(client, Map.of("secret", Caller.secret(client), "serviceAccountsEnabled", true));
        for (String bad : new String[] {
            "",
            "garbage",
            "x&token=" + good,
            good + "%26",
            good.substring(0, good.length() - 4) + "AAAA",
            Client.confidential(realm, client).ownToken()
        }) {
            refuses(401, "/fhir/Patient/pat-1", bad);
        }
        refuses(403, "/fhir/Patient/pat-1", Client.confidential(realm, "ehr").ownToken());
        assertThat(gateway.status("GET", "/fhir/Patient/pat-1", "Authorization: Basic " + good))
                .isEqualTo(401);
        assertThat(gateway.status(
                        "GET", "/fhir/Patient/pat-1", "Authorization: Bearer " + good, "Authorization: Bearer x"))
                .isEqualTo(400);
        assertThat(gateway.get("/_introspect", good)).isEqualTo(404);
        assertThat(gateway.get("/_check", good)).isEqualTo(404);
    }

    @Test
    @DisplayName("INTRO-4: a revoked token is refused some seconds later")
    void revoked(DemoRealm realm) throws InterruptedException {
        SigningClient service = SigningClient.demo(realm, "bulk-client");
        String token = service.ownToken(Map.of("scope", "system/Patient.rs"));
        assertThat(gateway.get("/fhir/Patient/pat-1", token)).isEqualTo(200);
        assertThat(service.post("revoke", Map.of("token", token)).statusCode()).isEqualTo(200);
        long revoked = System.nanoTime();
        assertThat(Eventually.look(() -> gateway.get("/fhir/Patient/pat-1", token), status -> status != 200))
                .isEqualTo(401);
        assertThat(System.nanoTime() - revoked).isLessThan(20_000_000_000L);
    }

    @Test
    @DisplayName("INTRO-2: no header of the client comes through, and neither does its token")
    void headers(DemoRealm realm) {
        assertThat(gateway.status(
                        "GET",
                        "/fhir/Patient/pat-1",
                        "Authorization: Bearer " + realm.bulkToken("system/Patient.rs"),
                        "Accept: application/fhir+json",
                        "X-Forwarded-Host: evil.example.org",
                        "X-HTTP-Method-Override: DELETE",
                        "X-Token-Scope: system/*.cruds",
                        "Cookie: session=1"))
                .isEqualTo(200);
        assertThat(fhir.lastHeader("Accept")).containsExactly("application/fhir+json");
        for (String header :
                new String[] {"Authorization", "X-Forwarded-Host", "X-HTTP-Method-Override", "X-Token-Scope", "Cookie"
                }) {
            assertThat(fhir.lastHeader(header)).as(header).isEmpty();
        }
        assertThat(fhir.lastHeader("Host")).noneMatch(host -> host.contains("gateway.example.org"));
    }

    @Test
    @DisplayName("INTRO-4: while Keycloak can't be asked, or refuses the gateway, nobody gets in: 503")
    void unavailable(DemoRealm realm) {
        String token = realm.bulkToken("system/Patient.rs");
        for (String issuer :
                new String[] {"http://127.0.0.1:" + ClientProcess.freePort() + "/realms/smart", realm.url + "-missing"
                }) {
            try (FhirGateway alone = FhirGateway.start(issuer, fhir.port())) {
                assertThat(alone.get("/fhir/Patient/pat-1", token)).isEqualTo(503);
            }
        }
    }
}
