/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** ITI-103. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaMetadataIT {

    private static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private Iua iua;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin);
    }

    /** The three addresses of the metadata. */
    private static List<JsonPath> documents(Iua iua) {
        return List.of(
                document(iua.realm.url + "/.well-known/openid-configuration"),
                document(iua.realm.url + "/.well-known/oauth-authorization-server"),
                document(iua.realm.url.replace("/realms/", "/.well-known/oauth-authorization-server/realms/")));
    }

    private static JsonPath document(String url) {
        Response response = given().get(url);
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.jsonPath();
    }

    @Test
    @DisplayName("IUA-103-1, 3, 4, 5, 7, 8, 9, INTRO-IUA-7, JWTG-4: metadata are complete in each document")
    void complete() {
        for (JsonPath metadata : documents(iua)) {
            assertThat(metadata.getString("issuer")).isEqualTo(iua.realm.url);
            assertThat(metadata.getString("authorization_endpoint")).startsWith(iua.realm.url);
            assertThat(metadata.getString("token_endpoint")).isEqualTo(iua.realm.tokenUrl());
            assertThat(metadata.getString("jwks_uri")).startsWith(iua.realm.url);
            assertThat(metadata.getString("introspection_endpoint")).isEqualTo(iua.realm.url + "/smart/introspect");
            assertThat(metadata.getList("introspection_endpoint_auth_methods_supported", String.class))
                    .contains("Bearer", "client_secret_basic")
                    .doesNotHaveDuplicates();
            assertThat(metadata.getList("token_endpoint_auth_methods_supported", String.class))
                    .contains("client_secret_basic");
            assertThat(metadata.getList("response_types_supported", String.class))
                    .contains("code")
                    .noneMatch(type -> List.of(type.split(" ")).contains("token"));
            assertThat(metadata.getList("grant_types_supported", String.class))
                    .contains("client_credentials", "authorization_code", "refresh_token", JWT_GRANT)
                    .doesNotContain("implicit", "refresh-token", "jwt_authorization");
            assertThat(metadata.getList("code_challenge_methods_supported")).isEqualTo(List.of("S256"));
            assertThat(metadata.getList("scopes_supported", String.class))
                    .contains("system/*.*", "ITI-65", "ITI-66", "ITI-67", "ITI-68");
            assertThat(metadata.getList("access_token_format"))
                    .isEqualTo(List.of(
                            "urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:access_token"));
            assertThat(metadata.prettify()).doesNotContain("saml2");
        }
    }

    @Test
    @DisplayName(
            "IUA-103-6, JWTG-4, 5: IUA's spelling and the alias of the JWT grant stand beside the registered names")
    void spelling(Admin admin) {
        Iua strict = Iua.create(admin);
        RealmClient server = strict.realm.client(Iua.SERVER);
        List<Map<String, Object>> mappers = strict.realm
                .admin
                .get(server.path() + "/protocol-mappers/models")
                .jsonPath()
                .getList("");
        Map<String, Object> mapper = mappers.stream()
                .filter(one -> "smart-iua".equals(one.get("protocolMapper")))
                .findFirst()
                .orElseThrow();
        mapper.put("config", Map.of("metadata.strict", "true", "metadata.jwt.alias", "true"));
        strict.realm.admin.put(server.path() + "/protocol-mappers/models/" + mapper.get("id"), mapper);
        for (JsonPath metadata : documents(strict)) {
            assertThat(metadata.getList("grant_types_supported", String.class))
                    .contains("refresh_token", "refresh-token", JWT_GRANT, "jwt_authorization");
        }
        Response alias = strict.as(Iua.APP).token(Map.of("grant_type", "jwt_authorization", "assertion", "x"));
        Iua.assertRefused(alias, "unsupported_grant_type");
    }

    @Test
    @DisplayName("IUA-103-2: each realm has its own document, an unknown realm none")
    void perRealm(Admin admin) {
        assertThat(documents(Iua.create(admin)).get(0).getString("issuer")).isNotEqualTo(iua.realm.url);
        String unknown = iua.realm.url + "-unknown";
        assertThat(given().get(unknown + "/.well-known/openid-configuration").statusCode())
                .isEqualTo(404);
        assertThat(given().get(unknown.replace("/realms/", "/.well-known/oauth-authorization-server/realms/"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("IUA-2: a realm has one such mapper and one profile, and a wrong home community can't be saved")
    void mapper(Admin admin) {
        RealmClient second = iua.realm.createClient("second", Map.of());
        assertRefused(second, "smart-iua", Map.of(), "another client has this mapper");
        assertRefused(second, "smart-koppeltaal-domain", Map.of(), "A realm can have only one profile");
        Iua own = Iua.create(admin);
        RealmClient server = own.realm.client(Iua.SERVER);
        String id = own.realm
                .admin
                .get(server.path() + "/protocol-mappers/models")
                .path("find { it.protocolMapper == 'smart-iua' }.id");
        own.realm.admin.delete(server.path() + "/protocol-mappers/models/" + id);
        assertThat(documents(own).get(0).getMap("")).doesNotContainKey("access_token_format");
        assertRefused(server, "smart-iua", Map.of("home.community.id", "1.2.3"), "home community ID must be");
    }

    @Test
    @DisplayName("IUA-JWT-3: saving the mapper creates the user attributes, which only administrators write")
    void attributes(Admin admin) {
        Realm realm = Realm.create(admin);
        RealmClient server = realm.createClient("server", Map.of());
        server.addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", "https://ehr.example.org/fhir"));
        server.addMapper("IHE IUA realm", "smart-iua", Map.of());
        JsonPath profile = admin.get(realm.path("/users/profile")).jsonPath();
        for (String name : List.of("subject_organization", "subject_role", "purpose_of_use", "person_id")) {
            String attribute = "attributes.find { it.name == 'iua_" + name + "' }.";
            assertThat(profile.getList(attribute + "permissions.edit")).isEqualTo(List.of("admin"));
        }
        assertThat(documents(new Iua(realm)).get(0).getMap("")).containsKey("access_token_format");
    }

    private static void assertRefused(RealmClient client, String type, Map<String, String> config, String message) {
        Response response = client.realm()
                .admin
                .request()
                .contentType("application/json")
                .body(Mapper.of(type, type, config))
                .post(client.realm().adminUrl("/clients/" + client.id() + "/protocol-mappers/models"));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.asString()).contains(message);
    }
}
