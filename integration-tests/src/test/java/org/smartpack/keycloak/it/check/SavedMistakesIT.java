/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Mistakes that are refused where they are made, with the cause; what a realm has already is let pass and told. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A mistake that is saved")
class SavedMistakesIT {

    private static final ClientKey KEY = ClientKey.rsa();

    private SmartRealm realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
    }

    private Response send(String method, String path, Object body) {
        return realm.admin.request().contentType(ContentType.JSON).body(body).request(method, realm.adminUrl(path));
    }

    private Response createScope(String name) {
        return send("POST", "/client-scopes", Map.of("name", name, "protocol", "openid-connect"));
    }

    @ParameterizedTest
    @CsvSource({
        "system/observation.rs, does not name a resource type",
        "system/Observation.sr, in this order",
        "patient/Pateint.rs, unknown resource type",
        "system/Task.rs?resource-origin={onw}, 'unknown placeholder {onw}'",
        "launch/Patient, lower-case letters",
        "fhiruser, fhirUser"
    })
    @DisplayName("SMART-SCOPE-3 KT-SCP-10 a client scope with a misspelt name is refused, new or renamed, and says why")
    void misspelt(String name, String cause) {
        Response created = createScope(name);
        assertThat(created.statusCode()).isEqualTo(400);
        assertThat(created.<String>path("errorMessage")).startsWith(name + " ").contains(cause);
        String id = realm.scope("system/Basic.rs");
        Response renamed =
                send("PUT", "/client-scopes/" + id, Map.of("id", id, "name", name, "protocol", "openid-connect"));
        assertThat(renamed.statusCode()).isEqualTo(400);
        assertThat(renamed.<String>path("errorMessage")).contains(cause);
    }

    @Test
    @DisplayName("a name that is too long for the database is refused, not a failure")
    void tooLong() {
        Response created = createScope("system/Patient.rs?name=" + "x".repeat(300));
        assertThat(created.statusCode()).isEqualTo(400);
        assertThat(created.<String>path("errorMessage")).contains("255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user/settings", "system/*.cruds?resource-origin=", "launch/imagingstudy", "billing:read"})
    @DisplayName("a correct name is saved, and so is one that was never meant to be a SMART scope")
    void otherNames(String name) {
        assertThat(createScope(name).statusCode()).isEqualTo(201);
    }

    @Test
    @DisplayName("a misspelt client scope that a realm has already can be saved as before")
    void oldScope() {
        String id = realm.oldScope("system/Patient.srd");
        Response saved = send(
                "PUT",
                "/client-scopes/" + id,
                Map.of("id", id, "name", "system/Patient.srd", "protocol", "openid-connect", "description", "old"));
        assertThat(saved.statusCode()).isEqualTo(204);
    }

    static Stream<Arguments> brokenKeys() {
        return Stream.of(
                Arguments.of(
                        "private",
                        SigningClient.imported("{\"keys\":[" + KEY.jwk().toJSONString() + "]}")),
                Arguments.of("has a kid", SigningClient.imported(KEY.jwks().replace("\"kid\"", "\"kidd\""))),
                Arguments.of("JWK Set", SigningClient.imported("rubbish")),
                Arguments.of("http:", url("http://keys.example.org/keys")),
                Arguments.of("absolute https URL", url("https://user@keys.example.org/keys")),
                Arguments.of("isn't one of RS256", algorithms("RS384 HS256")));
    }

    private static Map<String, String> url(String url) {
        return Map.of("use.jwks.url", "true", "jwks.url", url);
    }

    private static Map<String, String> algorithms(String names) {
        Map<String, String> all = new LinkedHashMap<>(SigningClient.imported(KEY.jwks()));
        all.put("smart.jwt.algorithms", names);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenKeys")
    @DisplayName("SMART-BS-3 keys that can't work are refused with the client, at POST and at PUT, and say why")
    void keys(String cause, Map<String, String> attributes) {
        Map<String, Object> client = new LinkedHashMap<>(SigningClient.settings(attributes));
        client.put("clientId", "new-" + UUID.randomUUID());
        Response created = send("POST", "/clients", client);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(400);
        assertThat(created.asString()).contains(cause);
        RealmClient good = realm.createClient("good-" + UUID.randomUUID(), SigningClient.settings(KEY));
        Map<String, Object> changed = good.representation();
        changed.put("attributes", attributes);
        Response saved = send("PUT", "/clients/" + good.id(), changed);
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(400);
        // The same with Keycloak's own authenticator is none of the pack's business.
        client.put("clientAuthenticatorType", "client-jwt");
        assertThat(send("POST", "/clients", client).statusCode()).isEqualTo(201);
    }

    private int save(RealmClient client, Map<String, Object> members) {
        Map<String, Object> changed = client.representation();
        changed.putAll(members);
        return send("PUT", "/clients/" + client.id(), changed).statusCode();
    }

    /** A client with keys that can't work, as a realm may have one since before they were refused. */
    private RealmClient oldClient() {
        String clientId = "old-" + UUID.randomUUID();
        return realm.importClient(clientId, SigningClient.settings(SigningClient.imported("rubbish")));
    }

    @Test
    @DisplayName("SMART-BS-3 a client that had keys that can't work can be saved as before, but with no new fault")
    void oldClientIsSaved() {
        RealmClient old = oldClient();
        assertThat(save(old, Map.of("description", "changed"))).isEqualTo(204);
        assertThat(old.representation()).containsEntry("description", "changed");
        assertThat(save(old, Map.of("attributes", algorithms("HS256")))).isEqualTo(400);
        assertThat(save(old, Map.of("attributes", SigningClient.imported("other rubbish"))))
                .isEqualTo(400);
        assertThat(save(old, Map.of("attributes", url("http://keys.example.org/keys"))))
                .isEqualTo(400);
        assertThat(save(old, Map.of("attributes", SigningClient.imported(KEY.jwks()))))
                .isEqualTo(204);
        assertThat(save(old, Map.of("attributes", SigningClient.imported("rubbish"))))
                .as("once mended it stays so")
                .isEqualTo(400);
    }

    @Test
    @DisplayName("SMART-BS-3 a client can be switched off whatever is wrong with it, and on again only if it is mended")
    void switchedOff() {
        RealmClient old = oldClient();
        assertThat(save(old, Map.of("enabled", false))).isEqualTo(204);
        assertThat(save(old, Map.of("attributes", SigningClient.imported("other rubbish"))))
                .as("while it is disabled")
                .isEqualTo(204);
        assertThat(save(old, Map.of("enabled", true))).isEqualTo(400);
        assertThat(save(old, Map.of("enabled", true, "attributes", SigningClient.imported(KEY.jwks()))))
                .isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    @DisplayName("a client that isn't finished, and keys that may work, are saved")
    void unfinished(Map<String, String> attributes) {
        Map<String, Object> client = new LinkedHashMap<>(SigningClient.settings(attributes));
        client.put("clientId", "unfinished-" + UUID.randomUUID());
        Response created = send("POST", "/clients", client);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
    }

    static Stream<Map<String, String>> unfinished() {
        return Stream.of(
                Map.of(),
                Map.of("use.jwks.url", "true"),
                url("https://keys.invalid/keys"),
                SigningClient.fetched("http://127.0.0.1:1/keys"),
                SigningClient.imported(
                        ClientKey.jwks(List.of(KEY, ClientKey.rsa().as("", KeyUse.SIGNATURE, null)))));
    }

    @ParameterizedTest
    @CsvSource({
        "patient-1, must be like",
        "Patient/1/_history/2, must be like",
        "https://other.example.org/fhir/Patient/1, not below"
    })
    @DisplayName("SMART-SCOPE-46 a fhirUser that counts for no FHIR server is refused by the validator, and says why")
    void fhirUser(String value, String cause) {
        BrokenRealm.validateFhirUser(realm, Map.of("smart-fhir-user", Map.of()));
        Map<String, Object> user = new LinkedHashMap<>(
                realm.admin.get(realm.user("alice").path()).jsonPath().getMap(""));
        user.put("attributes", Map.of("fhirUser", List.of(value)));
        Response saved = send("PUT", "/users/" + realm.user("alice").id(), user);
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(400);
        assertThat(saved.asString()).contains("fhirUser", cause);
        user.put("attributes", Map.of("fhirUser", List.of(SmartRealm.FHIR + "/Patient/pat-1")));
        assertThat(send("PUT", "/users/" + realm.user("alice").id(), user).statusCode())
                .isEqualTo(204);
    }

    private static List<String> warnings(KeycloakServer server, String realm) throws InterruptedException {
        return Eventually.look(
                () -> server.log()
                        .lines()
                        .filter(line -> line.contains("Realm " + realm + ": the realm check found"))
                        .toList(),
                lines -> !lines.isEmpty());
    }

    @Test
    @DisplayName("a realm file with all of that is imported, and the log has one warning that names the mistakes")
    @SuppressWarnings("unchecked")
    void realmFile(Admin admin, KeycloakServer server) throws InterruptedException {
        Map<String, Object> export = Installation.realm("smart");
        ((List<Map<String, Object>>) export.get("clientScopes"))
                .add(Map.of("name", "system/observation.rs", "protocol", "openid-connect"));
        Map<String, Object> client = new LinkedHashMap<>(SigningClient.settings(SigningClient.imported("rubbish")));
        client.put("clientId", "rubbish");
        ((List<Map<String, Object>>) export.get("clients")).add(client);
        String name = admin.createRealm(export);
        assertThat(warnings(server, name)).singleElement().satisfies(line -> assertThat(line)
                .contains("WARN", "2 error(s)", "scope-misspelt", "system/observation.rs", "jwks-invalid", "rubbish"));
    }

    @Test
    @DisplayName("so does a partial import")
    void partialImport(Admin admin, KeycloakServer server) throws InterruptedException {
        Realm other = Realm.create(admin);
        other.importClient("open-handed", SigningClient.settings(SigningClient.imported("rubbish")));
        assertThat(warnings(server, other.name)).singleElement().satisfies(line -> assertThat(line)
                .contains("WARN", "2 error(s)", "jwks-invalid", "service-account-missing", "open-handed"));
    }

    @Test
    @DisplayName("the console can offer the validator of fhirUser")
    void validator(Admin admin) {
        List<String> validators =
                admin.serverInfo().jsonPath().getList("componentTypes['org.keycloak.validate.Validator'].id");
        assertThat(Set.copyOf(validators)).contains("smart-fhir-user");
    }
}
