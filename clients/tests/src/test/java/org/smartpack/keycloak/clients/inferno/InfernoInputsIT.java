/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.inferno;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.Query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What Inferno's test kit does with the clients and inputs of docs/recipes/inferno.md, and what it looks at. */
@ClientTest
@DisplayName("Inferno's inputs")
class InfernoInputsIT {

    private static final String HOST = "http://localhost:4567";
    private static final Path PAGE =
            Path.of(System.getProperty("smartpack.root")).resolve("docs/recipes/inferno.md");

    private final JwksHost inferno = new JwksHost();
    private ECKey key;
    private JsonPath preset;
    private JsonPath smart;

    /** Imports the two clients of the page, with Inferno's address in this test. */
    @BeforeAll
    void start(DemoRealm realm) throws JOSEException {
        key = new ECKeyGenerator(Curve.P_384)
                .keyID("inferno")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES384)
                .generate();
        inferno.serve("/custom/smart_stu2_2/.well-known/jwks.json", new JWKSet(key.toPublicJWK()).toString(), Map.of());
        List<String> files = files();
        assertThat(files).hasSize(3);
        realm.createClient(new JsonPath(files.get(0)).getMap(""));
        realm.createClient(new JsonPath(files.get(1).replace(HOST, origin())).getMap(""));
        preset = new JsonPath(files.get(2));
        assertThat(input("url").toString()).isEqualTo("http://127.0.0.1:8090/fhir");
        Response discovery =
                given().header("Origin", HOST).get(realm.fhirBaseUrl() + "/.well-known/smart-configuration");
        assertThat(discovery.contentType()).startsWith("application/json");
        assertThat(discovery.header("Access-Control-Allow-Origin")).isIn("*", HOST);
        smart = discovery.jsonPath();
        assertThat(smart.getList("grant_types_supported")).contains("authorization_code");
        assertThat(smart.getList("code_challenge_methods_supported")).containsExactly("S256");
        assertThat(smart.getString("jwks_uri")).isNotBlank();
    }

    @AfterAll
    void stop() {
        inferno.close();
    }

    private static List<String> files() {
        try {
            return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(PAGE))
                    .results()
                    .map((MatchResult block) -> block.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String origin() {
        return inferno.url("");
    }

    private Object input(String name) {
        return preset.get("inputs.find { it.name == '" + name + "' }.value");
    }

    private String input(String name, String member) {
        return ((Map<?, ?>) input(name)).get(member).toString();
    }

    /** The authorization request, its callback and the code's exchange; the answer that Inferno looks at. */
    private Response launch(DemoRealm realm, String inputs, String user, String launch) {
        assertThat(input(inputs, "auth_type")).isEqualTo("public");
        Pkce pkce = Pkce.create();
        String redirectUri = HOST + "/custom/smart_stu2_2/redirect";
        Map<String, String> request = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", input(inputs, "client_id"),
                "redirect_uri", redirectUri,
                "scope", input(inputs, "requested_scopes"),
                "state", UUID.randomUUID().toString(),
                "aud", realm.fhirBaseUrl(),
                "code_challenge", pkce.challenge(),
                "code_challenge_method", "S256"));
        if (launch != null) {
            request.put("launch", launch);
        }
        Map<String, String> callback = new LoginPages(redirectUri)
                .visit(smart.getString("authorization_endpoint") + "?" + Query.of(request), user);
        assertThat(callback).containsEntry("state", request.get("state")).containsKey("code");
        Response tokens = given().header("Origin", HOST)
                .formParam("client_id", input(inputs, "client_id"))
                .formParam("grant_type", "authorization_code")
                .formParam("code", callback.get("code"))
                .formParam("redirect_uri", redirectUri)
                .formParam("code_verifier", pkce.verifier())
                .post(smart.getString("token_endpoint"));
        assertThat(tokens.header("Access-Control-Allow-Origin")).isEqualTo(HOST);
        check(tokens, input(inputs, "requested_scopes"));
        return tokens;
    }

    private static void check(Response tokens, String scopes) {
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        assertThat(tokens.header("Pragma")).contains("no-cache");
        JsonPath answer = tokens.jsonPath();
        assertThat(answer.getString("token_type")).isEqualToIgnoringCase("bearer");
        Object lifetime = answer.get("expires_in");
        assertThat(lifetime).isInstanceOf(Number.class);
        assertThat(answer.getString("scope").split(" ")).containsExactlyInAnyOrder(scopes.split(" "));
    }

    private void refresh(String inputs, Response tokens) {
        String scopes = tokens.path("scope");
        Response first = refresh(inputs, tokens.path("refresh_token"), Map.of());
        check(first, scopes);
        String next = first.jsonPath().getString("refresh_token");
        check(refresh(inputs, next == null ? tokens.path("refresh_token") : next, Map.of("scope", scopes)), scopes);
    }

    private Response refresh(String inputs, String refreshToken, Map<String, String> form) {
        return Caller.named(input(inputs, "client_id"))
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .formParams(form)
                .post(smart.getString("token_endpoint"));
    }

    /** The id_token names a user whose resource the app may read, from Inferno's origin. */
    private static void openId(DemoRealm realm, Response tokens, String fhirUser) {
        String idToken = tokens.path("id_token");
        assertThat(Jwt.header(idToken).getString("alg")).isEqualTo("RS256");
        assertThat(Jwt.claims(idToken).getString("fhirUser")).endsWith(fhirUser);
        Response read = Caller.bearer(tokens.path("access_token"))
                .header("Origin", HOST)
                .get(realm.fhirBaseUrl() + "/" + fhirUser);
        assertThat(read.statusCode()).as(read.asString()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isIn("*", HOST);
    }

    @Test
    @DisplayName("SMART-LAUNCH-3 SMART-LAUNCH-4: group 1, a launch without an EHR, and its refreshes")
    void standalone(DemoRealm realm) {
        Response tokens = launch(realm, "standalone_smart_auth_info", "alice", null);
        assertThat(tokens.<String>path("patient")).isEqualTo("pat-1");
        openId(realm, tokens, "Patient/pat-1");
        refresh("standalone_smart_auth_info", tokens);
    }

    @Test
    @DisplayName("SMART-LAUNCH-3 SMART-LAUNCH-4: group 2, a launch from the EHR, and its refreshes")
    void ehr(DemoRealm realm) {
        String launchUrl = realm.admin
                .get(realm.client("inferno").path())
                .jsonPath()
                .getString("protocolMappers.find { it.protocolMapper == 'smart-app' }.config['launch.url']");
        assertThat(launchUrl).isEqualTo(HOST + "/custom/smart_stu2_2/launch");
        String launch = realm.register(Map.of("client_id", "inferno", "patient", "pat-3"));
        Response tokens = launch(realm, "ehr_smart_auth_info", "drbob", launch);
        assertThat(tokens.<String>path("patient")).isEqualTo("pat-3");
        openId(realm, tokens, "Practitioner/prac-1");
        refresh("ehr_smart_auth_info", tokens);
    }

    private RequestSpecification backend(String assertionType, String grantType) throws JOSEException {
        String inputs = "backend_services_smart_auth_info";
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(input(inputs, "client_id"))
                .subject(input(inputs, "client_id"))
                .audience(smart.getString("token_endpoint"))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(input(inputs, "encryption_algorithm")))
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT assertion = new SignedJWT(header, claims);
        assertion.sign(new ECDSASigner(key));
        return given().formParam("scope", input(inputs, "requested_scopes"))
                .formParam("grant_type", grantType)
                .formParam("client_assertion_type", assertionType)
                .formParam("client_assertion", assertion.serialize());
    }

    @Test
    @DisplayName("SMART-BS-3 SMART-BS-21: group 3, a backend service, and three requests that must fail")
    void backend() throws JOSEException {
        String endpoint = smart.getString("token_endpoint");
        assertThat(backend(Caller.ASSERTION_TYPE, "not_a_grant_type")
                        .post(endpoint)
                        .statusCode())
                .isEqualTo(400);
        assertThat(backend("not_an_assertion_type", "client_credentials")
                        .post(endpoint)
                        .statusCode())
                .isIn(400, 401);
        check(
                backend(Caller.ASSERTION_TYPE, "client_credentials").post(endpoint),
                input("backend_services_smart_auth_info", "requested_scopes"));
    }

    @Test
    @DisplayName("INTRO-21 INTRO-4: group 4, introspection of a token and of a word that is none")
    void introspection(DemoRealm realm) {
        Response tokens = launch(realm, "standalone_smart_auth_info", "alice", null);
        JsonPath active = introspect(tokens.path("access_token"));
        JsonPath idToken = Jwt.claims(tokens.path("id_token"));
        assertThat(active.getBoolean("active")).isTrue();
        assertThat(active.getString("client_id")).isEqualTo(input("standalone_smart_auth_info", "client_id"));
        assertThat(active.getString("scope").split(" "))
                .containsExactlyInAnyOrder(tokens.<String>path("scope").split(" "));
        assertThat(active.getLong("exp")).isPositive();
        assertThat(active.getString("patient")).isEqualTo("pat-1");
        for (String claim : List.of("iss", "sub", "fhirUser")) {
            assertThat(active.getString(claim)).as(claim).isEqualTo(idToken.getString(claim));
        }
        assertThat(introspect("invalid_token_value").getMap("")).isEqualTo(Map.of("active", false));
    }

    private JsonPath introspect(String token) {
        String[] header = input("custom_authorization_header").toString().split(":", 2);
        Response answer = given().header(header[0], header[1].strip())
                .formParam("token", token)
                .post(smart.getString("introspection_endpoint"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }
}
