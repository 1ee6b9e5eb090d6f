/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** HAPI's plain FHIR server that introspects tokens, and one that checks them itself: docs/recipes/hapi.md. */
@ClientTest
@DisplayName("HAPI FHIR")
class HapiRecipesIT {

    private PlainFhirServer introspecting;
    private PlainFhirServer checking;

    @BeforeAll
    void start(DemoRealm realm) throws MalformedURLException {
        introspecting = introspecting(realm, realm.fhirBaseUrl());
        checking = checking(realm, realm.fhirBaseUrl());
    }

    @AfterAll
    void stop() {
        Stream.of(introspecting, checking).filter(started -> started != null).forEach(PlainFhirServer::close);
    }

    private static PlainFhirServer introspecting(DemoRealm realm, String baseUrl) {
        String issuer = realm.url;
        AccessTokens tokens =
                new Introspection(URI.create(issuer + "/smart/introspect"), "fhir-server", "fhir-server-secret");
        return start(tokens, baseUrl);
    }

    private static PlainFhirServer checking(DemoRealm realm, String baseUrl) throws MalformedURLException {
        String issuer = realm.url;
        AccessTokens tokens = new SignedTokens(issuer, baseUrl);
        return start(tokens, baseUrl);
    }

    private static PlainFhirServer start(AccessTokens tokens, String baseUrl) {
        return PlainFhirServer.start(baseUrl, new TokenGate(tokens, baseUrl), new PatientSearches(), new SmartRules());
    }

    private Stream<PlainFhirServer> servers() {
        return Stream.of(introspecting, checking);
    }

    /** The EHR launches the app for pat-3, and drbob signs in. */
    private static Response launch(DemoRealm realm, String scope) {
        App app = realm.app("web-app");
        Pkce pkce = Pkce.create();
        Map<String, String> request = app.launchRequest(scope, pkce, realm.register(Map.of("patient", "pat-3")));
        request.put("aud", realm.fhirBaseUrl());
        return app.tokens(realm.browser().visit(app.authorize(request), "drbob"), pkce);
    }

    private static String token(DemoRealm realm, String scope) {
        return launch(realm, "launch openid fhirUser " + scope).path("access_token");
    }

    private static Response get(PlainFhirServer server, String path, String token) {
        return Caller.bearer(token).get(server.at(path));
    }

    private static void expect(int status, PlainFhirServer server, String path, String token) {
        Response response = get(server, path, token);
        assertThat(response.statusCode()).as(path + ": " + response.asString()).isEqualTo(status);
        if (status != 200) {
            assertThat(response.jsonPath().getString("resourceType")).isEqualTo("OperationOutcome");
        }
    }

    private static List<String> found(PlainFhirServer server, String path, String token) {
        Response response = get(server, path, token);
        assertThat(response.statusCode()).as(path + ": " + response.asString()).isEqualTo(200);
        return response.jsonPath().getList("entry.resource.id");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3 INTRO-2: an app reads and searches the record of its patient and no other")
    void patient(PlainFhirServer server, DemoRealm realm) {
        String token = token(realm, "patient/*.rs");
        expect(200, server, "Patient/pat-3", token);
        expect(200, server, "Observation/obs-3", token);
        assertThat(found(server, "Observation", token)).containsExactly("obs-3");
        assertThat(found(server, "Observation?patient=pat-3", token)).containsExactly("obs-3");
        assertThat(found(server, "Observation?patient=pat-1,pat-3", token)).containsExactly("obs-3");
        assertThat(found(server, "Patient", token)).containsExactly("pat-3");
        assertThat(found(server, "Patient?_id=pat-3", token)).containsExactly("pat-3");

        expect(403, server, "Patient/pat-1", token);
        expect(403, server, "Observation/obs-1", token);
        expect(403, server, "Observation?patient=pat-1", token);
        expect(403, server, "Observation?patient=pat-1&_summary=count", token);
        expect(403, server, "Observation?patient=Patient/pat-1", token);
        expect(403, server, "Patient?_id=pat-1", token);
        expect(403, server, "Observation?_include=Observation:subject", token);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3: a count says nothing of others, and a link to the patient's record opens no other")
    void noOracle(PlainFhirServer server, DemoRealm realm) {
        String token = token(realm, "patient/*.rs");
        assertThat(get(server, "Observation?_summary=count", token).jsonPath().getInt("total"))
                .isEqualTo(1);
        expect(403, server, "Patient/pat-9", token);
        expect(403, server, "Patient?_id=pat-9", token);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3: a scope counts for its type and its letters; the old names mean the same")
    void scopes(PlainFhirServer server, DemoRealm realm) {
        String observations = token(realm, "patient/Observation.r");
        expect(200, server, "Observation/obs-3", observations);
        expect(403, server, "Observation?patient=pat-3", observations);
        expect(403, server, "Patient/pat-3", observations);

        String searches = token(realm, "patient/Observation.s");
        expect(403, server, "Observation/obs-3", searches);
        assertThat(found(server, "Observation?patient=pat-3", searches)).containsExactly("obs-3");

        String old = token(realm, "patient/Observation.read");
        expect(200, server, "Observation/obs-3", old);
        assertThat(found(server, "Observation?patient=pat-3", old)).containsExactly("obs-3");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3: what the rules can't honour gives nothing: a restriction, user/, another operation")
    void failsClosed(PlainFhirServer server, DemoRealm realm) {
        String laboratory = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
        String restricted = token(realm, "patient/Observation.rs?category=" + laboratory);
        assertThat(realm.told(restricted).getString("scope")).contains("patient/Observation.rs?category=");
        expect(403, server, "Observation/obs-3", restricted);
        expect(403, server, "Observation?patient=pat-3", restricted);
        expect(403, server, "Observation?patient=pat-3&category=laboratory", restricted);
        expect(403, server, "Observation/obs-3", token(realm, "user/*.rs"));

        String all = token(realm, "patient/*.cruds");
        expect(200, server, "Observation/obs-3", all);
        expect(403, server, "$everything-there-is", all);
        String body = "{\"resourceType\": \"Observation\", \"subject\": {\"reference\": \"Patient/pat-3\"}}";
        assertThat(post(server, "Observation", body, all)).isEqualTo(403);
        assertThat(post(server, "Patient/$validate", "{\"resourceType\": \"Patient\"}", all))
                .isEqualTo(403);
        assertThat(post(server, "", "{\"resourceType\": \"Bundle\", \"type\": \"transaction\"}", all))
                .isEqualTo(403);
    }

    private static int post(PlainFhirServer server, String path, String body, String token) {
        return Caller.bearer(token)
                .contentType("application/fhir+json")
                .body(body)
                .post(server.at(path))
                .statusCode();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-21: a backend service reads every record, of the types that its scopes name")
    void backend(PlainFhirServer server, DemoRealm realm) {
        String token = realm.bulkToken("system/Patient.rs");
        expect(200, server, "Patient/pat-1", token);
        assertThat(found(server, "Patient", token)).containsExactlyInAnyOrder("pat-1", "pat-3", "pat-9");
        expect(403, server, "Observation/obs-1", token);
        expect(403, server, "Observation", token);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3: the next page is for those who may see what is on it")
    void pages(PlainFhirServer server, DemoRealm realm) {
        String all = realm.bulkToken("system/*.rs");
        Response first = get(server, "Observation?_count=1", all);
        assertThat(first.jsonPath().getList("entry")).hasSize(1);
        String next = first.jsonPath().getString("link.find { it.relation == 'next' }.url");
        String page = "?" + URI.create(next).getQuery();
        assertThat(found(server, page, all)).hasSize(1).doesNotContain(first.<String>path("entry[0].resource.id"));
        expect(403, server, page, token(realm, "patient/Patient.rs"));
        expect(403, server, page, realm.bulkToken("system/Patient.rs"));
        expect(403, server, page, realm.bulkToken("system/*.r"));
        assertThat(given().get(server.at(page)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName(
            "SMART-AUTHZ-3 INTRO-4: no token, garbage, a changed one, an id_token: 401, and metadata for everybody")
    void badTokens(PlainFhirServer server, DemoRealm realm) {
        assertThat(given().get(server.at("metadata")).statusCode()).isEqualTo(200);
        Response none = given().get(server.at("Patient/pat-3"));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");

        Response tokens = launch(realm, "launch openid fhirUser online_access patient/*.rs");
        String good = tokens.path("access_token");
        expect(200, server, "Patient/pat-3", good);
        for (String bad : new String[] {
            "garbage",
            good.substring(0, good.length() - 4) + "AAAA",
            good.substring(0, good.lastIndexOf('.') + 1),
            tokens.path("id_token"),
            tokens.path("refresh_token"),
            good + "&token=" + good
        }) {
            Response refused = get(server, "Patient/pat-3", bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
        assertThat(given().header("Authorization", "Basic " + good)
                        .get(server.at("Patient/pat-3"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(given().headers("Authorization", "Bearer " + good, "Authorization", "Bearer " + good)
                        .get(server.at("Patient/pat-3"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("SMART-AUTHZ-3 INTRO-4: a token for another server is refused, whoever asks Keycloak about it")
    void audience(DemoRealm realm) throws MalformedURLException {
        String token = realm.bulkToken("system/Patient.rs");
        String client = "client-" + UUID.randomUUID();
        realm.createClient(client, Map.of("secret", Caller.secret(client), "serviceAccountsEnabled", true));
        String forNobody = Client.confidential(realm, client).ownToken();
        try (PlainFhirServer introspectingElsewhere = introspecting(realm, "https://elsewhere.example.org/fhir");
                PlainFhirServer checkingElsewhere = checking(realm, "https://elsewhere.example.org/fhir")) {
            expect(401, introspectingElsewhere, "Patient/pat-1", token);
            expect(401, checkingElsewhere, "Patient/pat-1", token);
        }
        expect(401, introspecting, "Patient/pat-1", forNobody);
        expect(401, checking, "Patient/pat-1", forNobody);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("SMART-AUTHZ-3 INTRO-4: a token is refused once it has expired")
    void expired(PlainFhirServer server, DemoRealm realm) throws InterruptedException {
        String client = "client-" + UUID.randomUUID();
        realm.createClient(
                client,
                Map.of(
                        "secret", Caller.secret(client),
                        "serviceAccountsEnabled", true,
                        "fullScopeAllowed", false,
                        "attributes", Map.of("access.token.lifespan", "5"),
                        "optionalClientScopes", List.of("system/*.rs")));
        String token = Client.confidential(realm, client).ownToken(Map.of("scope", "system/Patient.rs"));
        expect(200, server, "Patient/pat-1", token);
        assertThat(Eventually.look(() -> get(server, "Patient/pat-1", token).statusCode(), status -> status != 200))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("INTRO-4: a revoked token is refused at once by introspection, and by its signature not until exp")
    void revoked(DemoRealm realm) {
        String token = token(realm, "patient/*.rs");
        expect(200, introspecting, "Patient/pat-3", token);
        assertThat(realm.app("web-app")
                        .post("revoke", Map.of("token", token, "token_type_hint", "access_token"))
                        .statusCode())
                .isEqualTo(200);
        expect(401, introspecting, "Patient/pat-3", token);
        expect(200, checking, "Patient/pat-3", token);
    }
}
