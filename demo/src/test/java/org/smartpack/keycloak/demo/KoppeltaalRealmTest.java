/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The applications, roles, permissions and users of {@code realm-export/koppeltaal.json} are those in the contract. */
class KoppeltaalRealmTest {

    private JsonNode realm;

    @BeforeEach
    void read() throws IOException {
        realm = new ObjectMapper()
                .readTree(Files.readString(
                        Path.of(System.getProperty("smartpack.root"), "realm-export", "koppeltaal.json")));
    }

    private static Stream<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static List<String> texts(JsonNode list) {
        return all(list).map(JsonNode::asText).toList();
    }

    private JsonNode named(String list, String key, String value) {
        return all(realm.path(list))
                .filter(item -> item.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + value + " in " + list));
    }

    private JsonNode client(String id) {
        return named("clients", "clientId", id);
    }

    private static JsonNode mapper(JsonNode client, String type) {
        return all(client.path("protocolMappers"))
                .filter(mapper -> mapper.path("protocolMapper").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type));
    }

    @Test
    @DisplayName("KT-DOM-1 the FHIR service's client makes the realm a domain; its scopes follow from the role alone")
    void domain() {
        JsonNode service = client("fhir-server");
        assertThat(mapper(service, "smart-fhir-server").at("/config/base.url").asText())
                .isEqualTo("http://127.0.0.1:8090/koppeltaal/fhir");
        assertThat(named("clientScopes", "name", "fhir-server-audience")
                        .at("/protocolMappers/0/config/included.custom.audience")
                        .asText())
                .isEqualTo("http://127.0.0.1:8090/koppeltaal/fhir");
        assertThat(mapper(service, "smart-koppeltaal-domain")
                        .at("/config/scope.narrowing")
                        .asText())
                .isEqualTo("false");
        assertThat(mapper(service, "smart-koppeltaal-domain")
                        .at("/config/user.lookup")
                        .asText())
                .as("users are matched by fhirUser: Keycloak in a container may not reach the demo's FHIR server")
                .isEqualTo("false");
        assertThat(service.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(service.path("secret").asText()).isEqualTo("fhir-server-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "portal, true, false, false, ''",
        "module, false, true, true, ''",
        "planner, true, false, false, true",
        "unassigned, false, false, false, ''"
    })
    @DisplayName("KT-BS-3 KT-BS-4 KT-BS-5 applications sign with keys and get RS512 tokens of 300 seconds")
    void applications(String id, String launches, String launched, boolean code, String refresh) {
        JsonNode app = client(id);
        JsonNode config = mapper(app, "smart-koppeltaal-app").path("config");
        assertThat(config.path("hti.portal").asText()).isEqualTo(launches);
        assertThat(config.path("hti.launch").asText()).isEqualTo(launched);
        assertThat(app.path("clientAuthenticatorType").asText()).isEqualTo("smart-jwt");
        assertThat(app.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(app.path("standardFlowEnabled").asBoolean()).isEqualTo(code);
        assertThat(app.path("consentRequired").asBoolean()).isFalse();
        for (String off :
                List.of("publicClient", "implicitFlowEnabled", "directAccessGrantsEnabled", "fullScopeAllowed")) {
            assertThat(app.path(off).asBoolean(true)).as(off).isFalse();
        }
        JsonNode attributes = app.path("attributes");
        assertThat(attributes.path("access.token.signed.response.alg").asText()).isEqualTo("RS512");
        assertThat(attributes.path("access.token.lifespan").asText()).isEqualTo("300");
        assertThat(attributes.path("client_credentials.use_refresh_token").asText())
                .isEqualTo(refresh);
        assertThat(texts(app.path("defaultClientScopes"))).containsExactly("basic");
    }

    @Test
    @DisplayName("KT-BS-4 the realm has a key for RS512 and keeps RS256")
    void keys() {
        assertThat(all(realm.at("/components/org.keycloak.keys.KeyProvider"))
                        .filter(key -> key.path("providerId").asText().equals("rsa-generated"))
                        .map(key -> key.at("/config/algorithm/0").asText()))
                .containsExactlyInAnyOrder("", "RS512");
        assertThat(realm.path("defaultSignatureAlgorithm").asText("RS256")).isEqualTo("RS256");
    }

    @ParameterizedTest
    @CsvSource({"module, 'launch,fhirUser'", "module-smart, 'launch,fhirUser,patient/*.rs'"})
    @DisplayName("KT-DOM-6 attack 1: attack 5: what is launched has one exact redirect address and PKCE S256")
    void launched(String id, String scopes) {
        JsonNode app = client(id);
        assertThat(texts(app.path("redirectUris")))
                .containsExactly("http://127.0.0.1:9999/callback", "http://127.0.0.1:8091/koppeltaal/module.html");
        assertThat(app.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(texts(app.path("optionalClientScopes"))).containsExactlyInAnyOrder(scopes.split(","));
    }

    @Test
    @DisplayName("INTRO-KT-2 module-smart is an ordinary app with the string form of fhirContext and no application")
    void moduleSmart() {
        JsonNode app = client("module-smart");
        assertThat(mapper(app, "smart-app").at("/config/legacy.fhir.context").asText())
                .isEqualTo("true");
        assertThat(app.path("protocolMappers")).hasSize(1);
        assertThat(app.path("serviceAccountsEnabled").asBoolean()).isFalse();
        assertThat(app.path("consentRequired").asBoolean()).isFalse();
        assertThat(app.path("clientAuthenticatorType").asText()).isEqualTo("smart-jwt");
        assertThat(named("clientScopes", "name", "patient/*.rs")
                        .at("/attributes/parameterized.scope.type")
                        .asText())
                .isEqualTo("smart-allowance");
    }

    @ParameterizedTest
    @CsvSource({
        "system/ActivityDefinition.rs, portal",
        "system/Patient.cruds?resource-origin={own}, portal",
        "system/Task.cruds?resource-origin={own}, portal",
        "system/AuditEvent.c?resource-origin={own}, module",
        "system/Patient.rs?resource-origin={granted}, module",
        "system/Task.rus?resource-origin={granted}, module"
    })
    @DisplayName("KT-DOM-3 KT-SCP-1 each permission hangs on one role and counts for every application of it")
    void permissions(String scope, String role) {
        assertThat(named("clientScopes", "name", scope)
                        .at("/attributes/include.in.token.scope")
                        .asText())
                .isEqualTo("true");
        assertThat(texts(named("scopeMappings", "clientScope", scope).path("roles")))
                .containsExactly(role);
        assertThat(texts(realm.path("defaultDefaultClientScopes"))).contains(scope);
    }

    @ParameterizedTest
    @CsvSource({"portal, portal", "planner, portal", "module, module", "unassigned, ''", "ehr, ''"})
    @DisplayName("KT-DOM-3 every application has its one role, unassigned none")
    void roles(String client, String role) {
        List<String> roles =
                texts(named("users", "serviceAccountClientId", client).path("realmRoles"));
        assertThat(roles)
                .filteredOn(name -> !name.equals("default-roles-koppeltaal"))
                .isEqualTo(role.isEmpty() ? List.of() : List.of(role));
    }

    @Test
    @DisplayName("KT-SCP-3 portal shares its data with module, and nobody else shares or gets any")
    void grants() {
        assertThat(texts(named("users", "serviceAccountClientId", "module").at("/clientRoles/portal")))
                .containsExactly("share-data");
        assertThat(all(realm.path("users"))
                        .filter(user -> user.path("clientRoles").toString().contains("share-data"))
                        .map(user -> user.path("username").asText()))
                .containsExactly("service-account-module");
    }

    @Test
    @DisplayName("LCTX-2 the EHR may register launch contexts")
    void ehr() {
        assertThat(texts(named("users", "serviceAccountClientId", "ehr").at("/clientRoles/fhir-server")))
                .containsExactly("launch-context-issuer");
        assertThat(client("ehr").path("secret").asText()).isEqualTo("ehr-secret");
        assertThat(texts(client("ehr").path("defaultClientScopes"))).contains("fhir-server-audience");
    }

    @ParameterizedTest
    @CsvSource({"patient-1, Patient/kt-pat-1", "practitioner-1, Practitioner/kt-prac-1"})
    @DisplayName("SMART-SCOPE-46 the users are people of the FHIR server")
    void users(String name, String fhirUser) {
        JsonNode user = named("users", "username", name);
        assertThat(user.at("/attributes/fhirUser/0").asText()).isEqualTo(fhirUser);
        assertThat(user.at("/credentials/0/value").asText()).isEqualTo(name);
        assertThat(user.path("emailVerified").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("attack 31: who somebody is at the FHIR server is edited as in the realm smart, by admins only")
    void sameProfile() throws IOException {
        JsonNode smart = new ObjectMapper()
                .readTree(
                        Files.readString(Path.of(System.getProperty("smartpack.root"), "realm-export", "smart.json")));
        String profile = "/components/org.keycloak.userprofile.UserProfileProvider";
        assertThat(realm.at(profile)).isNotEmpty().isEqualTo(smart.at(profile));
    }
}
