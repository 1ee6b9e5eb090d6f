/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The access and refresh tokens of applications, and what is refused. */
@ExtendWith(SharedServer.class)
class ApplicationTokensIT {

    private Domain domain;

    @BeforeEach
    void create(Admin admin) {
        domain = Domain.create(admin);
    }

    @Test
    @DisplayName("KT-BS-4 KT-BS-5 KT-BS-6 KT-BS-11 the access token and the answer of seed 003")
    void claims() {
        Response response = domain.token("portal");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<String>path("token_type")).isEqualTo("Bearer");
        assertThat(response.<Integer>path("expires_in"))
                .as("what is left of it when Keycloak answers")
                .isBetween(290, 300);
        assertThat(response.<String>path("refresh_token")).as("KT-BS-3: off").isNull();
        assertThat(response.<String>path("id_token")).isNull();
        assertThat(response.header("Cache-Control")).contains("no-store");

        String token = response.path("access_token");
        JsonPath header = Jwt.header(token);
        assertThat(header.getString("alg")).isEqualTo("RS512");
        assertThat(header.getString("typ")).isEqualTo("JWT");
        JsonPath keys = given().get(domain.endpoint("certs")).jsonPath();
        assertThat(keys.getString("keys.find { it.kid == '" + header.getString("kid") + "' }.alg"))
                .isEqualTo("RS512");

        JsonPath claims = Jwt.claims(token);
        assertThat(claims.getString("iss")).isEqualTo(domain.url);
        assertThat(claims.<Object>get("aud")).as("a string, not a list").isEqualTo("fhir-server");
        assertThat(claims.getString("azp")).isEqualTo("portal");
        assertThat(claims.getString("type")).isEqualTo("access");
        assertThat(claims.getString("scope")).isEqualTo(RoleScopesIT.PORTAL);
        assertThat(claims.getLong("nbf")).isEqualTo(claims.getLong("iat"));
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(300);
        assertThat(claims.getString("jti")).isNotEmpty();
        assertThat(claims.getMap(""))
                .containsOnlyKeys(
                        "iss", "sub", "aud", "azp", "iat", "nbf", "exp", "jti", "nonce", "type", "typ", "scope");
        JsonPath other = Jwt.claims(domain.token("portal").path("access_token"));
        assertThat(claims.getString("nonce")).hasSizeGreaterThan(20).isNotEqualTo(other.getString("nonce"));
        assertThat(claims.getString("jti")).isNotEqualTo(other.getString("jti"));
    }

    @Test
    @DisplayName("SMART-BS-21 KT-BS-3 an application's answer has RFC 6749's members and no other, a refresh's too")
    void members() {
        assertThat(domain.token("portal").jsonPath().getMap(""))
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
        assertThat(domain.token("unassigned", "openid").jsonPath().getMap(""))
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
        domain.client("planner")
                .addMapper(
                        "of the answer",
                        "oidc-hardcoded-claim-mapper",
                        Map.of("claim.name", "more", "claim.value", "x", "access.tokenResponse.claim", "true"));
        Response response = domain.token("planner", "openid offline_access");
        for (String scope : List.of("", "openid")) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
            assertThat(response.contentType()).startsWith("application/json");
            assertThat(response.header("Cache-Control")).contains("no-store");
            assertThat(response.jsonPath().getMap(""))
                    .containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "refresh_token")
                    .containsEntry("token_type", "Bearer");
            assertThat(response.<Integer>path("expires_in")).isBetween(290, 300);
            response = domain.application("planner").refresh(response.path("refresh_token"), scope);
        }
        assertThat(Caller.basic("ehr")
                        .formParam("grant_type", "client_credentials")
                        .post(domain.endpoint("token"))
                        .jsonPath()
                        .getMap(""))
                .as("who is no application is answered as ever")
                .containsKeys("refresh_expires_in", "not-before-policy");
    }

    @Test
    @DisplayName("KT-BS-4 applications may sign their assertions with RS512 as well, and with nothing weaker")
    void algorithms() {
        for (String application : List.of("portal", "module", "planner", "unassigned")) {
            Response response = signed(application, "RS512");
            assertThat(response.statusCode())
                    .as(application + response.asString())
                    .isEqualTo(200);
        }
        Response weaker = signed("portal", "RS256");
        assertThat(weaker.statusCode()).isEqualTo(401);
        assertThat(weaker.<String>path("error")).isEqualTo("invalid_client");
    }

    private Response signed(String application, String algorithm) {
        AssertionBuilder assertion = domain.application(application).assertion().header("alg", algorithm);
        return Caller.assertion(assertion.sign())
                .formParam("grant_type", "client_credentials")
                .post(domain.tokenUrl());
    }

    @Test
    @DisplayName("KT-BS-6 an audience that a mapper adds doesn't stay, and no role or name of the account gets in")
    void nothingElse() {
        domain.client("portal")
                .addMapper(
                        "audience",
                        "oidc-audience-mapper",
                        Map.of("included.custom.audience", "https://elsewhere.example", "access.token.claim", "true"));
        JsonPath claims = Jwt.claims(domain.token("portal").path("access_token"));
        assertThat(claims.<Object>get("aud")).isEqualTo("fhir-server");
        assertThat(claims.<Object>get("realm_access")).isNull();
        assertThat(claims.<Object>get("resource_access")).isNull();
    }

    @Test
    @DisplayName(
            "KT-BS-6 only applications have such tokens: those of ehr and of the users of module-smart are SMART's")
    void others() {
        Response response = Caller.basic("ehr")
                .formParam("grant_type", "client_credentials")
                .post(domain.endpoint("token"));
        JsonPath claims = Jwt.claims(response.path("access_token"));
        assertThat(claims.<Object>get("type")).isNull();
        assertThat(claims.<Object>get("nonce")).isNull();
        assertThat(claims.getList("aud")).contains(Domain.FHIR, "fhir-server");
        Response smart = domain.token("module-smart");
        assertThat(smart.statusCode()).as("it has no service account").isNotEqualTo(200);
    }

    @Test
    @DisplayName("KT-BS-3 planner's token can be refreshed, whatever scope is sent, and the refresh can be refreshed")
    void refresh() {
        Response first = domain.token("planner", "*");
        String planner = RoleScopesIT.PORTAL.replace("portal", "planner");
        assertThat(domain.scopes(first)).isEqualTo(planner);
        Response second = domain.application("planner").refresh(first.path("refresh_token"));
        assertThat(domain.scopes(second)).isEqualTo(planner);
        JsonPath claims = Jwt.claims(second.path("access_token"));
        assertThat(claims.<Object>get("aud")).isEqualTo("fhir-server");
        assertThat(claims.getString("type")).isEqualTo("access");
        assertThat(claims.getString("nonce"))
                .isNotEqualTo(Jwt.claims(first.path("access_token")).getString("nonce"));
        assertThat(Jwt.header(second.path("access_token")).getString("alg")).isEqualTo("RS512");
        String refreshToken = second.path("refresh_token");
        for (String scope : List.of("*", "", "openid", "system/Task.rs", "patient/*.rs", "nonsense/\"")) {
            Response next = domain.application("planner").refresh(refreshToken, scope);
            assertThat(domain.scopes(next)).as(scope).isEqualTo(planner);
            refreshToken = next.path("refresh_token");
        }
    }

    @Test
    @DisplayName(
            "KT-BS-3 attack 15: a refresh never grows beyond what was granted first, and what is taken away is gone")
    void refreshShrinks() {
        Response first = domain.token("planner");
        String planner = RoleScopesIT.PORTAL.replace("portal", "planner");
        domain.roles().permission("system/Goal.cruds?resource-origin={own}", "portal");
        assertThat(domain.scopesOf("planner")).contains("Goal");
        Response second = domain.application("planner").refresh(first.path("refresh_token"));
        assertThat(domain.scopes(second)).isEqualTo(planner);
        domain.roles().take("planner", "portal");
        Response third = domain.application("planner").refresh(second.path("refresh_token"));
        assertThat(domain.scopes(third)).isEmpty();
        domain.roles().give("planner", "portal");
        Response fourth = domain.application("planner").refresh(third.path("refresh_token"));
        assertThat(domain.scopes(fourth))
                .as("what is given back, and nothing new")
                .isEqualTo(planner);
        assertThat(domain.scopesOf("planner")).contains("Patient", "Goal");
    }

    @Test
    @DisplayName("KT-BS-3 attack 15: a refresh follows grants downwards only")
    void refreshAndGrants() {
        domain.roles().take("planner", "portal");
        domain.roles().give("planner", "module");
        domain.roles().share("portal", "planner", "share-data");
        domain.roles().share("unassigned", "planner", "share-data");
        Response first = domain.token("planner");
        assertThat(domain.scopes(first))
                .isEqualTo(RoleScopesIT.audit("planner")
                        + " system/Patient.rs?resource-origin=Device/portal,Device/unassigned "
                        + "system/Task.rus?resource-origin=Device/portal,Device/unassigned");
        domain.roles().unshare("unassigned", "planner", "share-data");
        domain.roles().share("module", "planner", "share-data");
        Response second = domain.application("planner").refresh(first.path("refresh_token"));
        assertThat(domain.scopes(second)).isEqualTo(RoleScopesIT.module("planner"));
    }

    @Test
    @DisplayName("KT-DOM-3 a refresh is refused when a second role with permissions was added")
    void refreshWithTwoRoles() {
        Response first = domain.token("planner");
        domain.roles().give("planner", "module");
        Response refused = domain.application("planner").refresh(first.path("refresh_token"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("unauthorized_client");
    }

    @Test
    @DisplayName("KT-BS-3 a refresh token is of no use to another application, nor after a disabled one")
    void refreshByAnother() {
        String token = domain.token("planner").path("refresh_token");
        Response stolen = domain.application("portal").refresh(token);
        assertThat(stolen.statusCode()).isEqualTo(400);
        assertThat(stolen.<String>path("error")).isEqualTo("invalid_grant");
        domain.client("planner").change(Map.of("enabled", false));
        assertThat(domain.application("planner").refresh(token).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("KT-BS-9 KT-BS-8 attack 27: a disabled application is refused with 401, in JSON")
    void disabled() {
        domain.client("portal").change(Map.of("enabled", false));
        Response response = domain.token("portal");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.<String>path("error")).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("KT-BS-8 errors are JSON with the statuses of OAuth")
    void errors() {
        Response forged = domain.application("portal", "planner").clientCredentials();
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.<String>path("error")).isEqualTo("invalid_client");
        Response unknownGrant = domain.application("portal").token(Map.of("grant_type", "koppeltaal"));
        assertThat(unknownGrant.statusCode()).isEqualTo(400);
        assertThat(unknownGrant.<String>path("error")).isEqualTo("unsupported_grant_type");
        Response noGrant = domain.application("portal").token(Map.of());
        assertThat(noGrant.statusCode()).isEqualTo(400);
        assertThat(noGrant.<String>path("error")).isEqualTo("invalid_request");
        Response nobody = given().formParam("grant_type", "client_credentials").post(domain.endpoint("token"));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.contentType()).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "ES256"})
    @DisplayName("KT-BS-4 the algorithm is the client's setting")
    void algorithm(String algorithm) {
        domain.client("portal").changeAttributes(Map.of("access.token.signed.response.alg", algorithm));
        assertThat(Jwt.header(domain.token("portal").path("access_token")).getString("alg"))
                .isEqualTo(algorithm);
    }
}
