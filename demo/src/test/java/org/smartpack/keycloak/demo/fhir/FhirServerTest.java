/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.fhir.FhirClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The FHIR server over HTTP, with tokens of a stand-in issuer. */
class FhirServerTest {

    private static final String LAB = "system/Observation.cruds?category=laboratory";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestIssuer issuer;
    private TestIssuer iua;
    private FhirServer server;
    private String base;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer("smart");
        iua = new TestIssuer("iua");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        base = issuer.base(port).url();
        server =
                FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(issuer.base(port), iua.base(port))));
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
        iua.close();
    }

    private FhirClient with(String scope) {
        return bearer(issuer.token(base, scope));
    }

    private FhirClient bearer(String token) {
        return new FhirClient(http, base, token);
    }

    private FhirClient inContext(String patient, String scope) {
        return bearer(issuer.token(base, scope, claims -> claims.claim("patient", patient)));
    }

    private FhirClient user(String fhirUser, String scope) {
        return bearer(issuer.token(base, scope, claims -> claims.claim("fhirUser", fhirUser)));
    }

    private static String observation(String category, String patient) {
        return """
                {"resourceType":"Observation","status":"final","code":{"text":"test"},
                 "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"%s"}]}],
                 "subject":{"reference":"Patient/%s"}}"""
                .formatted(category, patient);
    }

    private static String withId(String resource, String id) {
        return resource.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    @Test
    @DisplayName("the contract's data is there: six patients, each with an encounter, two observations, a condition")
    void data() throws Exception {
        FhirClient all = with("system/*.rs");
        for (int n = 1; n <= 6; n++) {
            for (String path : List.of(
                    "/Patient/pat-",
                    "/Encounter/enc-",
                    "/Observation/obs-lab-",
                    "/Observation/obs-vit-",
                    "/Condition/cond-")) {
                assertThat(all.get(path + n).status()).as(path + n).isEqualTo(200);
            }
        }
        for (String path : List.of(
                "/Practitioner/prac-1",
                "/RelatedPerson/rel-1",
                "/Patient/kt-pat-1",
                "/Practitioner/kt-prac-1",
                "/Task/task-1")) {
            assertThat(all.get(path).status()).as(path).isEqualTo(200);
        }
        Answer patients = all.get("/Patient");
        assertThat(patients.ids()).hasSize(7);
        assertThat(patients.body().findValues("birthDate").stream().distinct()).hasSize(7);
        assertThat(patients.body().findValues("family").stream().distinct()).hasSize(7);
    }

    @Test
    @DisplayName("a search comes in pages; each is a search of its own, with the checks of one")
    void pages() throws Exception {
        FhirClient all = with("system/Patient.s");
        List<String> found = new ArrayList<>();
        String next = "/Patient?_count=3&gender=female,male";
        while (next != null) {
            Answer page = all.get(next);
            assertThat(page.ids()).hasSizeBetween(1, 3);
            found.addAll(page.ids());
            next = null;
            for (JsonNode link : page.body().path("link")) {
                if (link.path("relation").asText().equals("next")) {
                    assertThat(link.path("url").asText()).startsWith(base + "/Patient?");
                    next = link.path("url").asText().substring(base.length());
                }
            }
        }
        assertThat(found).doesNotHaveDuplicates().contains("pat-1", "pat-6").hasSize(6);
        assertThat(with("system/Observation.s")
                        .get("/Patient?_offset=3&_count=3")
                        .status())
                .isEqualTo(403);
        assertThat(user("Patient/pat-1", "user/Patient.rs")
                        .get("/Patient?_offset=1")
                        .ids())
                .isEmpty();
        assertThat(all.get("/Patient?_offset=x").status()).isEqualTo(400);
        assertThat(all.get("/Patient?_offset=-5&_count=1").ids()).hasSize(1);
        assertThat(all.get("/Patient?_count=0").ids()).isEmpty();
    }

    @Test
    @DisplayName("attack 23: an escaped separator is part of a value")
    void escapes() throws Exception {
        FhirClient all = with("system/Patient.s");
        assertThat(all.get("/Patient?name=Alice,Bram").ids()).hasSize(2);
        assertThat(all.get("/Patient?name=Alice%5C,Bram").ids()).isEmpty();
        assertThat(all.get("/Patient?identifier=http://hospital.example.org/record-number%7C100001")
                        .ids())
                .containsExactly("pat-1");
        assertThat(all.get("/Patient?identifier=http://hospital.example.org/record-number%5C%7C100001")
                        .ids())
                .isEmpty();
    }

    @Test
    @DisplayName("a related person sees one patient, a person those that it links to, and each the own resource")
    void caregivers() throws Exception {
        FhirClient carol = user("RelatedPerson/rel-1", "user/*.rs");
        assertThat(carol.get("/Patient").ids()).containsExactly("pat-2");
        assertThat(carol.get("/RelatedPerson/rel-1").status()).isEqualTo(200);
        assertThat(carol.get("/RelatedPerson/kt-rel-1").status()).isEqualTo(403);
        FhirClient petra = user("Person/per-1", "user/Patient.rs user/Person.r user/RelatedPerson.r");
        assertThat(petra.get("/Patient").ids()).containsExactlyInAnyOrder("pat-2", "pat-3");
        assertThat(petra.get("/Person/per-1").status()).isEqualTo(200);
        assertThat(petra.get("/RelatedPerson/rel-1").status()).isEqualTo(200);
        assertThat(user("Person/per-2", "user/Patient.rs user/Person.r")
                        .get("/Person/per-1")
                        .status())
                .isEqualTo(403);
        assertThat(user("Person/per-1", "patient/Person.r").get("/Person/per-1").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-20 searches go by their parameters")
    @ValueSource(
            strings = {
                "/Observation?patient=pat-3&category=laboratory -> obs-lab-3",
                "/Observation?subject=Patient/pat-3&category=http://terminology.hl7.org/CodeSystem/observation-category%7Claboratory -> obs-lab-3",
                "/Observation?code=8867-4&patient=Patient/pat-2 -> obs-vit-2",
                "/Observation?_id=obs-lab-1,obs-vit-2 -> obs-lab-1 obs-vit-2",
                "/Observation?category=http://example.org%7Claboratory -> ",
                "/Observation?date=ge2026-01-16&category=laboratory -> obs-lab-6",
                "/Patient?name=bak -> pat-2",
                "/Patient?birthdate=1984-02-11 -> pat-1",
                "/Patient?birthdate=lt1950 -> pat-6",
                "/Patient?family=Okafor&given=chi -> pat-3",
                "/Condition?patient=pat-4 -> cond-4",
                "/Encounter?subject=pat-5 -> enc-5",
                "/Task?patient=kt-pat-1 -> task-1",
                "/RelatedPerson?patient=pat-2 -> rel-1",
            })
    void searches(String example) throws Exception {
        String[] parts = example.split(" -> ?", 2);
        Answer answer = with("system/*.rs").get(parts[0]);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(String.join(" ", answer.ids())).isEqualTo(parts[1].trim());
    }

    @Test
    @DisplayName("SMART-SCOPE-20 under a restriction a search finds and a read opens only what fits it")
    void restrictedReading() throws Exception {
        FhirClient client = with("system/Observation.rs?category=laboratory");
        assertThat(client.get("/Observation").ids())
                .containsExactly("obs-lab-1", "obs-lab-2", "obs-lab-3", "obs-lab-4", "obs-lab-5", "obs-lab-6");
        assertThat(client.get("/Observation?category=vital-signs").ids()).isEmpty();
        assertThat(client.get("/Observation?_id=obs-vit-1").ids()).isEmpty();
        assertThat(client.get("/Observation?_summary=count")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(6);
        assertThat(client.get("/Observation/obs-lab-1").status()).isEqualTo(200);
        Answer refused = client.get("/Observation/obs-vit-1");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
        assertThat(refused.raw().body()).doesNotContain("8867-4");
        assertThat(client.get("/Patient").status()).isEqualTo(403);
        assertThat(client.get("/Patient/pat-1").status()).isEqualTo(403);
        // The same as for an existing but inaccessible one, so that nobody learns which exist.
        assertThat(client.get("/Observation/none").status()).isEqualTo(403);
        assertThat(client.get("/Patient/none").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-20 a search can't reach past its scope")
    @ValueSource(
            strings = {
                "/Observation?_include=Observation:subject",
                "/Patient?_revinclude=Observation:subject",
                "/Observation?patient.name=Archer",
                "/Observation?subject:Patient.name=Archer",
                "/Patient?_has:Observation:patient:category=vital-signs",
                "/Observation?category:not=laboratory",
                "/Observation?_filter=x",
                "/Observation?_sort=code",
                "/Observation?colour=red",
                "/Observation?category=",
                "/Observation?_query=x",
                "/Observation?_include:iterate=*",
            })
    void noWayRound(String path) throws Exception {
        Answer answer = with("system/*.rs").get(path);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
        assertThat(answer.body().path("entry").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-5 there are no batches, compartments, histories or operations to pass through")
    @ValueSource(
            strings = {
                "GET /Patient/pat-1/Observation",
                "GET /Patient/pat-1/_history",
                "GET /Patient/pat-1/_history/1",
                "GET /_history",
                "GET /?_type=Patient",
                "GET /Patient/pat-1/$everything",
                "GET /$export",
                "POST /",
                "POST /$graphql",
                "PATCH /Patient/pat-1",
                "DELETE /Patient?_id=pat-1",
                "PUT /Patient?_id=pat-1",
                "POST /?_getpages=1",
                "GET /?_getpages=1",
            })
    void nothingElse(String request) throws Exception {
        String[] parts = request.split(" ");
        String body = parts[0].equals("GET") || parts[0].equals("DELETE")
                ? ""
                : "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                        + "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/pat-1\"}}]}";
        Answer answer = with("system/*.cruds").send(parts[0], parts[1], body);
        assertThat(answer.status()).as(answer.raw().body()).isBetween(400, 499);
        assertThat(answer.raw().body()).doesNotContain("Archer");
        assertThat(with("system/*.rs").get("/Patient/pat-1").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-SCOPE-1 create, update and delete inside the restriction work")
    void writesInside() throws Exception {
        FhirClient feed = with(LAB);
        Answer created = feed.send("POST", "/Observation", observation("laboratory", "pat-1"));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        String id = created.body().path("id").asText();
        assertThat(created.header("Location")).contains("/Observation/" + id);
        Answer updated = feed.send("PUT", "/Observation/" + id, withId(observation("laboratory", "pat-2"), id));
        assertThat(updated.status()).as(updated.raw().body()).isEqualTo(200);
        assertThat(updated.body().at("/meta/versionId").asText()).isEqualTo("2");
        assertThat(feed.get("/Observation?patient=pat-2").ids()).contains(id);
        assertThat(feed.send("DELETE", "/Observation/" + id, "").status()).isIn(200, 204);
        assertThat(feed.get("/Observation/" + id).status()).isEqualTo(403);
        assertThat(with("system/Observation.rs").get("/Observation/" + id).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("SMART-SCOPE-20 writing past the restriction is refused, into it and out of it")
    void writesOutside() throws Exception {
        FhirClient feed = with(LAB);
        assertThat(feed.send("POST", "/Observation", observation("vital-signs", "pat-1"))
                        .status())
                .isEqualTo(403);
        assertThat(feed.send("PUT", "/Observation/obs-vit-1", withId(observation("laboratory", "pat-1"), "obs-vit-1"))
                        .status())
                .isEqualTo(403);
        assertThat(feed.send("PUT", "/Observation/obs-lab-1", withId(observation("vital-signs", "pat-1"), "obs-lab-1"))
                        .status())
                .isEqualTo(403);
        assertThat(feed.send("PUT", "/Observation/fresh", withId(observation("vital-signs", "pat-1"), "fresh"))
                        .status())
                .isEqualTo(403);
        assertThat(feed.send("DELETE", "/Observation/obs-vit-1", "").status()).isEqualTo(403);
        assertThat(feed.send("DELETE", "/Patient/pat-1", "").status()).isEqualTo(403);
        assertThat(feed.send("POST", "/Patient", "{\"resourceType\":\"Patient\"}")
                        .status())
                .isEqualTo(403);
        FhirClient reader = with("system/*.rs");
        assertThat(reader.get("/Observation?category=vital-signs").ids()).hasSize(6);
        assertThat(reader.get("/Observation?category=laboratory").ids()).hasSize(6);
    }

    @Test
    @DisplayName("SMART-SCOPE-43 a patient scope opens the record in context only")
    void patientContext() throws Exception {
        FhirClient app = inContext("pat-1", "patient/*.cruds");
        assertThat(app.get("/Patient").ids()).containsExactly("pat-1");
        assertThat(app.get("/Observation").ids()).containsExactly("obs-lab-1", "obs-vit-1");
        assertThat(app.get("/Observation?patient=pat-2").ids()).isEmpty();
        assertThat(app.get("/Patient/pat-2").status()).isEqualTo(403);
        assertThat(app.get("/Patient/none").status()).isEqualTo(403);
        assertThat(app.get("/Practitioner/prac-1").status()).isEqualTo(403);
        assertThat(app.send("POST", "/Observation", observation("laboratory", "pat-2"))
                        .status())
                .isEqualTo(403);
        assertThat(app.send("PUT", "/Observation/obs-lab-1", withId(observation("laboratory", "pat-2"), "obs-lab-1"))
                        .status())
                .isEqualTo(403);
        assertThat(app.send("POST", "/Patient", "{\"resourceType\":\"Patient\"}")
                        .status())
                .isEqualTo(403);
        assertThat(app.send("POST", "/Observation", observation("laboratory", "pat-1"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("SMART-SCOPE-43 a patient scope without a patient in the token opens nothing")
    void patientScopeWithoutContext() throws Exception {
        assertThat(with("patient/*.cruds").get("/Patient").status()).isEqualTo(403);
        assertThat(inContext("", "patient/*.cruds").get("/Patient").status()).isEqualTo(403);
        assertThat(inContext("../pat-1", "patient/*.cruds").get("/Patient").ids())
                .isEmpty();
    }

    @Test
    @DisplayName("SMART-CTX-1 a patient claim that is no bare id opens nothing")
    void patientClaimOfAnotherShape() throws Exception {
        for (Object claim : List.of(
                1, true, List.of("pat-1"), java.util.Map.of("id", "pat-1"), "", "Patient/pat-1", "pat-1,pat-2")) {
            FhirClient app = bearer(issuer.token(base, "patient/*.cruds", claims -> claims.claim("patient", claim)));
            assertThat(app.get("/Patient/pat-1").status()).as("%s", claim).isEqualTo(403);
            assertThat(app.get("/Observation").ids()).as("%s", claim).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-43 the context's encounter and other context never widen what a patient scope opens")
    void otherContext() throws Exception {
        FhirClient app = bearer(issuer.token(base, "patient/*.rs", claims -> claims.claim("patient", "pat-1")
                .claim("encounter", "enc-2")
                .claim("fhirContext", List.of(java.util.Map.of("reference", "Observation/obs-lab-2")))
                .claim("fhirUser", "Practitioner/prac-1")));
        assertThat(app.get("/Encounter/enc-1").status()).isEqualTo(200);
        assertThat(app.get("/Encounter/enc-2").status()).isEqualTo(403);
        assertThat(app.get("/Observation/obs-lab-2").status()).isEqualTo(403);
        assertThat(app.get("/Practitioner/prac-1").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("SMART-SCOPE-8 a user scope opens what the user may see")
    void users() throws Exception {
        assertThat(user("Practitioner/prac-1", "user/Patient.rs")
                        .get("/Patient")
                        .ids())
                .hasSize(7);
        assertThat(user("Patient/pat-1", "user/Patient.rs").get("/Patient").ids())
                .containsExactly("pat-1");
        assertThat(user("RelatedPerson/rel-1", "user/Patient.rs")
                        .get("/Patient")
                        .ids())
                .containsExactly("pat-2");
        assertThat(user(base + "/Patient/pat-3", "user/Patient.rs")
                        .get("/Patient")
                        .ids())
                .containsExactly("pat-3");
        for (String stranger : List.of(
                "RelatedPerson/none",
                "Patient/",
                "pat-1",
                "Device/x",
                "https://elsewhere.example/fhir/Practitioner/prac-1")) {
            assertThat(user(stranger, "user/Patient.rs").get("/Patient").status())
                    .as(stranger)
                    .isEqualTo(403);
        }
        assertThat(with("user/Patient.rs").get("/Patient").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3 a token for another server is refused")
    void audience() throws Exception {
        for (String other :
                List.of("http://127.0.0.1:8090/other", base + "/", base.toUpperCase(java.util.Locale.ROOT))) {
            Answer answer = bearer(issuer.token(other, "system/*.rs")).get("/Patient");
            assertThat(answer.status()).as(other).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .contains("invalid_token")
                    .contains("aud");
        }
    }

    @Test
    @DisplayName("tokens that are expired, early, foreign, forged, bound or of another kind are refused")
    void badTokens() throws Exception {
        String scope = "system/*.rs";
        assertThat(with(scope).get("/Patient").status()).isEqualTo(200);
        List<String> bad = List.of(
                issuer.token(
                        base,
                        scope,
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))),
                issuer.token(base, scope, claims -> claims.expirationTime(null)),
                issuer.token(
                        base,
                        scope,
                        claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(60)))),
                issuer.token(base, scope, claims -> claims.issuer("https://elsewhere.example")),
                issuer.token(base, scope, claims -> claims.issuer(null)),
                issuer.token(base, scope, claims -> claims.issuer(iua.issuer())),
                issuer.token(base, scope, claims -> claims.claim("typ", "ID")),
                issuer.token(base, scope, claims -> claims.claim("typ", "Refresh")),
                issuer.token(base, scope, claims -> claims.claim("cnf", java.util.Map.of("jkt", "x"))),
                issuer.forged(base, scope),
                new PlainJWT(new JWTClaimsSet.Builder()
                                .issuer(issuer.issuer())
                                .audience(base)
                                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                                .claim("scope", scope)
                                .build())
                        .serialize(),
                hmac(base, scope),
                issuer.token(base, scope).replaceFirst("\\.[^.]+$", ".AAAA"),
                "rubbish",
                "a.b.c");
        for (int i = 0; i < bad.size(); i++) {
            Answer answer = bearer(bad.get(i)).get("/Patient");
            assertThat(answer.status()).as("token " + i).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
            assertThat(answer.body().path("resourceType").asText()).isEqualTo("OperationOutcome");
        }
    }

    private String hmac(String base, String scope) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(issuer.issuer())
                        .audience(base)
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .claim("scope", scope)
                        .build());
        jwt.sign(new MACSigner(new byte[32]));
        return jwt.serialize();
    }

    @Test
    @DisplayName("without a token, or with another scheme, the answer is 401 whatever the path")
    void noToken() throws Exception {
        for (String path : List.of("/Patient", "/Patient/pat-1", "/nothing", "/", "/$export", "/metadata/x")) {
            Answer answer = bearer("").get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"fhir\"");
        }
        assertThat(bearer("")
                        .send("GET", "/Patient", "", "Authorization", "Basic YTpi")
                        .status())
                .isEqualTo(401);
        assertThat(bearer("").send("POST", "/metadata", "{}").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("a token in the URL is no token")
    void tokenInUrl() throws Exception {
        String token = issuer.token(base, "system/*.rs");
        assertThat(bearer("").get("/Patient?access_token=" + token).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("IUA: where a token of realm iua does not suffice, the answer is 401")
    void insufficientInIua() throws Exception {
        String url = server.bases().get(1).url();
        FhirClient client = new FhirClient(http, url, iua.token(url, "system/Observation.rs"));
        assertThat(client.get("/Observation/obs-lab-1").status()).isEqualTo(200);
        assertThat(client.get("/Patient/pat-1").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("keys are cached, and fetched again for a key that is new")
    void keyRotation() throws Exception {
        assertThat(with("system/*.rs").get("/Patient").status()).isEqualTo(200);
        assertThat(with("system/*.rs").get("/Patient").status()).isEqualTo(200);
        assertThat(issuer.keyFetches()).isEqualTo(1);
        issuer.rotateKey();
        assertThat(with("system/*.rs").get("/Patient").status()).isEqualTo(200);
        assertThat(issuer.keyFetches()).isEqualTo(2);
    }

    @Test
    @DisplayName("attack 36: while the issuer's keys can't be had, nothing is readable")
    void issuerDown() throws Exception {
        String token = issuer.token(base, "system/*.rs");
        issuer.close();
        assertThat(bearer(token).get("/Patient").status()).isEqualTo(503);
        Answer configuration = bearer("").get("/.well-known/smart-configuration");
        assertThat(configuration.status()).isEqualTo(502);
        assertThat(configuration.body().path("error_description").asText()).contains("Keycloak");
        assertThat(bearer("").get("/metadata").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-DISC-1 SMART-CORS-1 discovery and metadata are open to every origin")
    void discovery() throws Exception {
        Answer configuration = bearer("").get("/.well-known/smart-configuration");
        assertThat(configuration.status()).isEqualTo(200);
        assertThat(configuration.header("Content-Type")).startsWith("application/json");
        assertThat(configuration.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(configuration.body().at("/capabilities/0").asText()).isEqualTo("permission-v2");
        assertThat(issuer.configurationQuery()).isEqualTo("fhir=" + base);

        Answer metadata = bearer("").get("/metadata");
        assertThat(metadata.header("Access-Control-Allow-Origin")).isEqualTo("*");
        var security = metadata.body().at("/rest/0/security");
        assertThat(security.at("/service/0/coding/0/code").asText()).isEqualTo("SMART-on-FHIR");
        assertThat(security.at("/extension/0/extension").findValuesAsText("url"))
                .containsExactly("authorize", "token", "introspect", "revoke", "manage");
        String protocol = issuer.issuer() + "/protocol/openid-connect/";
        assertThat(security.at("/extension/0/extension").findValuesAsText("valueUri"))
                .containsExactly(
                        protocol + "auth",
                        protocol + "token",
                        issuer.issuer() + "/as/it/says",
                        protocol + "revoke",
                        issuer.issuer() + "/account");
        assertThat(security.at("/extension/1/valueCode").asText()).isEqualTo("permission-v2");
    }

    @Test
    @DisplayName("SMART-CORS-2 browsers may call the API: preflight and errors carry the headers too")
    void cors() throws Exception {
        Answer preflight = bearer("")
                .send(
                        "OPTIONS",
                        "/Patient",
                        "",
                        "Origin",
                        "https://app.example",
                        "Access-Control-Request-Method",
                        "GET",
                        "Access-Control-Request-Headers",
                        "authorization");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(bearer("").get("/Patient").header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    @DisplayName("JSON only: XML is neither read nor written")
    void jsonOnly() throws Exception {
        FhirClient client = with("system/*.cruds");
        assertThat(client.send("POST", "/Patient", "<Patient/>", "Content-Type", "application/fhir+xml")
                        .status())
                .isEqualTo(415);
        assertThat(client.get("/Patient?_format=xml").status()).isEqualTo(406);
        assertThat(client.send("GET", "/Patient", "", "Accept", "application/fhir+xml")
                        .header("Content-Type"))
                .startsWith("application/fhir+json");
    }

    @Test
    @DisplayName("no cache may show to one bearer what was opened for another")
    void noCache() throws Exception {
        FhirClient reader = with("system/*.rs");
        for (Answer answer : List.of(
                reader.get("/Observation/obs-vit-1"),
                reader.get("/Observation"),
                reader.get("/Observation/none"),
                with("system/Patient.rs").get("/Observation/obs-vit-1"),
                bearer("").get("/Observation/obs-vit-1"),
                bearer("rubbish").get("/Observation/obs-vit-1"))) {
            assertThat(answer.raw().headers().allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-27 attack 18: a token with a thousand granular scopes works")
    void manyScopes() throws Exception {
        StringBuilder scopes = new StringBuilder("system/Patient.r");
        for (int i = 0; i < 1000; i++) {
            scopes.append(" system/Observation.rs?code=http://loinc.org|")
                    .append(i)
                    .append("-7");
        }
        FhirClient client = with(scopes.toString());
        assertThat(client.get("/Observation?patient=pat-1").ids()).containsExactly("obs-lab-1");
        assertThat(client.get("/Observation/obs-vit-1").status()).isEqualTo(403);
        assertThat(client.get("/Patient/pat-1").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a search may be sent as a form")
    void postedSearch() throws Exception {
        Answer answer = with("system/Observation.rs?category=laboratory")
                .send(
                        "POST",
                        "/Observation/_search",
                        "patient=pat-1",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(answer.ids()).containsExactly("obs-lab-1");
    }

    @Test
    @DisplayName("each server has data of its own and can be started again")
    void restart() throws Exception {
        with("system/*.cruds").send("DELETE", "/Observation/obs-lab-1", "");
        assertThat(with("system/*.rs").get("/Observation/obs-lab-1").status()).isEqualTo(404);
        int port = java.net.URI.create(base).getPort();
        server.close();
        server = FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(issuer.base(port))));
        assertThat(with("system/*.rs").get("/Observation/obs-lab-1").status()).isEqualTo(200);
    }
}
