/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.discovery;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** {@code /realms/{realm}/.well-known/smart-configuration}. */
@ExtendWith(SharedServer.class)
class SmartConfigurationIT {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private static String ordinary;
    private static String smart;

    private KeycloakServer server;
    private Admin admin;

    @BeforeAll
    static void realms(Admin admin) {
        ordinary = admin.createRealm(Map.of());
        smart = realmWith(admin, "system/*.rs");
    }

    @BeforeEach
    void server(KeycloakServer server, Admin admin) {
        this.server = server;
        this.admin = admin;
    }

    private String url(String realm) {
        return Documents.smart(server.realmUrl(realm));
    }

    private JsonNode document(String realm) {
        return Documents.read(url(realm));
    }

    private static String realmWith(Admin admin, String... scopes) {
        String realm = admin.createRealm(Map.of());
        for (String scope : scopes) {
            admin.createScope(realm, scope, Map.of());
        }
        return realm;
    }

    @ParameterizedTest(name = "SMART-DISC-1 Accept: {0}")
    @ValueSource(
            strings = {
                "application/json",
                "*/*",
                "text/html",
                "application/xml",
                "application/fhir+json",
                "application/jwt",
                "text/html, application/xml;q=0.9",
                "application/json;q=0",
                "rubbish",
                "a/b/c; d=\"e, ,"
            })
    void isJsonWhateverIsAccepted(String accept) {
        String body = given().header("Accept", accept)
                .get(url(smart))
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .extract()
                .asString();
        assertThat(Documents.parse(body)).isEqualTo(document(smart));
    }

    @Test
    @DisplayName("SMART-DISC-1 a HEAD request works like a GET")
    void head() {
        given().accept("text/html")
                .head(url(ordinary))
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header(ALLOW_ORIGIN, "*");
    }

    @Test
    @DisplayName("SMART-DISC-1 other documents negotiate as Keycloak has them negotiate")
    void otherDocumentsAreNotTouched() {
        given().accept("application/xml")
                .get(Documents.openid(server.realmUrl(ordinary)))
                .then()
                .statusCode(406);
    }

    @Test
    @DisplayName("SMART-DISC-1 all URLs are absolute and those of the realm")
    void urls() {
        String base = server.realmUrl(smart) + "/protocol/openid-connect";
        JsonNode document = document(smart);
        assertThat(document.get("token_endpoint").textValue()).isEqualTo(base + "/token");
        assertThat(document.get("introspection_endpoint").textValue()).isEqualTo(base + "/token/introspect");
        assertThat(document.get("revocation_endpoint").textValue()).isEqualTo(base + "/revoke");
    }

    @Test
    @DisplayName("SMART-DISC-4 the endpoints listed are there and want a client")
    void endpointsWork() {
        JsonNode document = document(ordinary);
        for (String endpoint : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            int status = given().formParam("grant_type", "client_credentials")
                    .formParam("token", "x")
                    .formParam("client_id", "nobody")
                    .formParam("client_secret", "nothing")
                    .post(document.get(endpoint).textValue())
                    .statusCode();
            assertThat(status).as(endpoint).isIn(400, 401);
        }
    }

    @Test
    @DisplayName("SMART-DISC-1 URLs follow the realm's frontend URL, whichever address the reader used")
    void frontendUrl() {
        String realm = admin.createRealm(Map.of("attributes", Map.of("frontendUrl", "https://login.example.org/auth")));
        JsonNode document = document(realm);
        assertThat(document.properties())
                .filteredOn(member -> member.getKey().endsWith("_endpoint"))
                .isNotEmpty()
                .allSatisfy(member -> assertThat(member.getValue().textValue())
                        .startsWith("https://login.example.org/auth/realms/" + realm + "/protocol/"));
    }

    @Test
    @DisplayName("SMART-DISC-2 a realm without anything of SMART has the required members and claims nothing")
    void ordinaryRealm() {
        JsonNode document = document(ordinary);
        assertThat(document.get("token_endpoint").textValue()).startsWith(server.url());
        assertThat(Documents.strings(document, "grant_types_supported")).containsExactly("client_credentials");
        assertThat(Documents.strings(document, "capabilities")).containsExactly("client-confidential-symmetric");
        assertThat(Documents.strings(document, "code_challenge_methods_supported"))
                .containsExactly("S256");
        assertThat(document.has("scopes_supported")).isFalse();
    }

    @Test
    @DisplayName("SMART-DISC-2, SMART-BS-28: a realm with an allowance grants scopes of both syntaxes")
    void realmWithAllowance() {
        assertThat(Documents.strings(document(smart), "capabilities"))
                .containsExactlyInAnyOrder("client-confidential-symmetric", "permission-v1", "permission-v2");
    }

    @Test
    @DisplayName("SMART-DISC-3 nothing of app launch and single sign-on while the realm has neither")
    void conditionalMembers() {
        JsonNode document = document(realmWith(admin, "patient/*.rs", "launch/patient"));
        for (String member : List.of(
                "issuer",
                "jwks_uri",
                "authorization_endpoint",
                "response_types_supported",
                "pushed_authorization_request_endpoint",
                "authorization_response_iss_parameter_supported")) {
            assertThat(document.has(member)).as(member).isFalse();
        }
        assertThat(Documents.strings(document, "capabilities"))
                .noneMatch(capability -> capability.startsWith("launch-")
                        || capability.startsWith("context-")
                        || capability.startsWith("sso-")
                        || capability.equals("permission-patient")
                        || capability.equals("permission-user"));
    }

    @Test
    @DisplayName("SMART-DISC-4 the scopes listed are the widest, and each is granted to a client that has it")
    void listedScopesWork() {
        String realm = admin.createRealm(Map.of());
        String client = admin.createClient(
                realm, Map.of("clientId", "backend", "secret", "backend-secret", "serviceAccountsEnabled", true));
        for (String scope : List.of(
                "system/*.rs",
                "system/Patient.r",
                "system/Observation.cruds?category=laboratory",
                "patient/*.rs",
                "system/Observation.sr")) {
            String id = admin.createOldScope(realm, scope, Map.of("include.in.token.scope", "true"));
            if (scope.startsWith("system/")) {
                admin.assign(realm, client, id, false);
            }
        }
        JsonNode document = document(realm);
        List<String> listed = Documents.strings(document, "scopes_supported");
        assertThat(listed).containsExactly("system/*.rs", "system/Observation.cruds?category=laboratory");
        for (String scope : listed) {
            String granted = Caller.basic("backend")
                    .formParam("grant_type", "client_credentials")
                    .formParam("scope", scope)
                    .post(document.get("token_endpoint").textValue())
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("scope");
            assertThat(granted.split(" ")).contains(scope);
        }
    }

    @Test
    @DisplayName("SMART-DISC-4 a scope that the admin hides from metadata is not listed")
    void hiddenScope() {
        String realm = realmWith(admin, "system/Patient.rs");
        admin.createScope(realm, "system/*.cruds", Map.of("include.in.openid.provider.metadata", "false"));
        assertThat(Documents.strings(document(realm), "scopes_supported")).containsExactly("system/Patient.rs");
    }

    @Test
    @DisplayName("SMART-DISC-4 a thousand client scopes make no long document")
    void manyScopes() {
        String realm = admin.createRealm(Map.of(
                "clientScopes",
                IntStream.range(0, 1000)
                        .mapToObj(i -> Map.of(
                                "name", "system/Observation.rs?category=category-" + i, "protocol", "openid-connect"))
                        .toList()));
        assertThat(Documents.text(url(realm))).hasSizeLessThan(3000);
        assertThat(Documents.text(Documents.openid(server.realmUrl(realm)))).hasSizeLessThan(10_000);
        admin.createScope(realm, "system/Observation.rs", Map.of());
        assertThat(Documents.strings(document(realm), "scopes_supported")).containsExactly("system/Observation.rs");
    }

    @Test
    @DisplayName("SMART-DISC-6, SMART-BS-28: signed JWTs are offered as soon as a client has the authenticator")
    void signedJwt() {
        String realm = admin.createRealm(Map.of());
        assertThat(Documents.strings(document(realm), "token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post");
        admin.createClient(
                realm,
                Map.of("clientId", "bulk", "clientAuthenticatorType", "smart-jwt", "serviceAccountsEnabled", true));
        JsonNode document = document(realm);
        assertThat(Documents.strings(document, "capabilities")).contains("client-confidential-asymmetric");
        assertThat(Documents.strings(document, "token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("private_key_jwt", "client_secret_basic", "client_secret_post");
        assertThat(Documents.strings(document, "token_endpoint_auth_signing_alg_values_supported"))
                .containsExactlyInAnyOrder("RS384", "ES384");
    }

    @ParameterizedTest(name = "SMART-CORS-1 Origin: {0}")
    @ValueSource(strings = {"https://app.example.org", "http://127.0.0.1:8091", "null", "rubbish"})
    void anyOriginMayRead(String origin) {
        given().header("Origin", origin)
                .get(url(ordinary))
                .then()
                .statusCode(200)
                .header(ALLOW_ORIGIN, "*")
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    @DisplayName("SMART-CORS-1 the answer is open without an Origin too, so that caches keep it so; and once only")
    void openWithoutOrigin() {
        assertThat(given().get(url(ordinary)).getHeaders().getValues(ALLOW_ORIGIN))
                .containsExactly("*");
        assertThat(given().header("Origin", "https://app.example.org")
                        .get(url(ordinary))
                        .getHeaders()
                        .getValues(ALLOW_ORIGIN))
                .containsExactly("*");
    }

    @Test
    @DisplayName("SMART-CORS-1 a preflight is answered")
    void preflight() {
        given().header("Origin", "https://app.example.org")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "accept")
                .options(url(ordinary))
                .then()
                .statusCode(200)
                .header(ALLOW_ORIGIN, "https://app.example.org")
                .header("Access-Control-Allow-Methods", equalTo("GET"));
    }

    @Test
    @DisplayName("SMART-DISC-1 an unknown realm has no document, a disabled one what Keycloak gives it")
    void otherRealms() {
        given().get(url("no-such-realm")).then().statusCode(404);
        String realm = admin.createRealm(Map.of("enabled", false));
        int status = given().get(Documents.openid(server.realmUrl(realm))).statusCode();
        given().get(url(realm)).then().statusCode(status);
    }

    @ParameterizedTest(name = "SMART-DISC-1 query ?{0} changes nothing")
    @ValueSource(
            strings = {
                "fhir=http://127.0.0.1:8090/fhir",
                "fhir=",
                "fhir=a&fhir=b",
                "realm=master&format=xml",
                "%3Cscript%3E"
            })
    void unknownQuery(String query) {
        String body = given().urlEncodingEnabled(false)
                .get(url(smart) + "?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(Documents.parse(body)).isEqualTo(document(smart));
    }

    @Test
    @DisplayName("SMART-DISC-1 control characters in the query are Keycloak's to refuse and reach no header")
    void controlCharacters() {
        given().urlEncodingEnabled(false)
                .get(url(smart) + "?fhir=%00%0d%0aX-Injected:%20yes")
                .then()
                .statusCode(400)
                .header("X-Injected", nullValue());
    }
}
