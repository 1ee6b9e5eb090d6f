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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The apps, users and rights of {@code realm-export/smart.json} are those in the contract. */
class SmartRealmTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonNode realm;

    @BeforeEach
    void read() throws IOException {
        realm = JSON.readTree(
                Files.readString(Path.of(System.getProperty("smartpack.root"), "realm-export", "smart.json")));
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

    @ParameterizedTest
    @ValueSource(strings = {"growth-chart", "web-app", "signed-app"})
    @DisplayName("attack 1: attack 5: apps have exact addresses, PKCE S256, consent and the code flow only")
    void apps(String id) {
        JsonNode app = named("clients", "clientId", id);
        assertThat(app.path("standardFlowEnabled").asBoolean()).isTrue();
        for (String other : List.of(
                "implicitFlowEnabled",
                "directAccessGrantsEnabled",
                "serviceAccountsEnabled",
                "fullScopeAllowed",
                "bearerOnly")) {
            assertThat(app.path(other).asBoolean(true)).as(other).isFalse();
        }
        assertThat(app.path("consentRequired").asBoolean()).isTrue();
        assertThat(app.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(texts(app.path("redirectUris")))
                .contains("http://127.0.0.1:9999/callback")
                .allMatch(uri -> !uri.contains("*"));
        assertThat(texts(app.path("webOrigins"))).noneMatch(origin -> origin.equals("*") || origin.equals("+"));
        assertThat(List.of(
                        app.at("/attributes/post.logout.redirect.uris").asText().split("##")))
                .isEqualTo(texts(app.path("redirectUris")));
        assertThat(texts(app.path("optionalClientScopes")))
                .containsExactlyInAnyOrder(
                        "launch",
                        "launch/patient",
                        "launch/encounter",
                        "fhirUser",
                        "profile",
                        "offline_access",
                        "online_access",
                        "patient/*.cruds",
                        "user/*.cruds");
        assertThat(texts(app.path("defaultClientScopes"))).containsExactly("basic");
    }

    @Test
    @DisplayName("SMART-LAUNCH-1 growth-chart is public and has one launch address")
    void growthChart() {
        JsonNode app = named("clients", "clientId", "growth-chart");
        assertThat(app.path("publicClient").asBoolean()).isTrue();
        assertThat(app.at("/protocolMappers/0/protocolMapper").asText()).isEqualTo("smart-app");
        assertThat(app.at("/protocolMappers/0/config/launch.url").asText())
                .isEqualTo("http://127.0.0.1:8091/app/launch.html");
        assertThat(texts(app.path("redirectUris"))).contains("http://127.0.0.1:8091/app/index.html");
        assertThat(texts(app.path("webOrigins")))
                .containsExactlyInAnyOrder("http://127.0.0.1:8091", "http://127.0.0.1:9999");
    }

    @ParameterizedTest
    @CsvSource({"web-app, client-secret, web-app-secret", "signed-app, smart-jwt, ''"})
    @DisplayName("SMART-LAUNCH-1 the apps with a server have a secret or keys")
    void confidentialApps(String id, String authenticator, String secret) {
        JsonNode app = named("clients", "clientId", id);
        assertThat(app.path("publicClient").asBoolean()).isFalse();
        assertThat(app.path("clientAuthenticatorType").asText()).isEqualTo(authenticator);
        assertThat(app.path("secret").asText()).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch",
                "launch/patient",
                "launch/encounter",
                "fhirUser",
                "online_access",
                "patient/*.cruds",
                "user/*.cruds"
            })
    @DisplayName("SMART-SCOPE-66 every scope of the apps has a consent text and shows in the answer")
    void consent(String name) {
        JsonNode scope = named("clientScopes", "name", name);
        assertThat(scope.at("/attributes/display.on.consent.screen").asText()).isEqualTo("true");
        assertThat(scope.at("/attributes/include.in.token.scope").asText()).isEqualTo("true");
        assertThat(scope.at("/attributes/consent.screen.text").asText()).hasSizeGreaterThan(20);
        boolean allowance = name.contains("/*");
        assertThat(scope.at("/attributes/is.parameterized.scope").asBoolean()).isEqualTo(allowance);
        assertThat(scope.at("/attributes/parameterized.scope.type").asText())
                .isEqualTo(allowance ? "smart-allowance" : "");
    }

    @Test
    @DisplayName("SMART-AUTHZ-1 the client fhir-server names the FHIR server's base URL")
    void fhirServer() {
        JsonNode mapper = named("clients", "clientId", "fhir-server").at("/protocolMappers/0");
        assertThat(mapper.path("protocolMapper").asText()).isEqualTo("smart-fhir-server");
        assertThat(mapper.at("/config/base.url").asText()).isEqualTo("http://127.0.0.1:8090/fhir");
    }

    @Test
    @DisplayName("LCTX-2 attack 21: two clients may register launch contexts, and nobody else")
    void issuers() {
        assertThat(realm.at("/roles/client/fhir-server/0/name").asText()).isEqualTo("launch-context-issuer");
        assertThat(all(realm.path("users"))
                        .filter(user ->
                                texts(user.at("/clientRoles/fhir-server")).contains("launch-context-issuer"))
                        .map(user -> user.path("serviceAccountClientId").asText()))
                .containsExactlyInAnyOrder("ehr", "fhir-server");
        for (String id : List.of("ehr", "fhir-server")) {
            JsonNode client = named("clients", "clientId", id);
            assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
            assertThat(client.path("standardFlowEnabled").asBoolean()).isFalse();
            assertThat(client.path("secret").asText()).isEqualTo(id + "-secret");
        }
        assertThat(texts(named("clients", "clientId", "ehr").path("defaultClientScopes")))
                .as("its tokens name it in client_id")
                .contains("service_account", "fhir-server-audience");
    }

    @ParameterizedTest
    @CsvSource({"alice, Patient/pat-1", "drbob, Practitioner/prac-1", "carol, RelatedPerson/rel-1"})
    @DisplayName("SMART-SCOPE-46 the users are people of the FHIR server; nothing is left for them to fill in")
    void users(String name, String fhirUser) {
        JsonNode user = named("users", "username", name);
        assertThat(user.at("/attributes/fhirUser/0").asText()).isEqualTo(fhirUser);
        assertThat(user.at("/credentials/0/value").asText()).isEqualTo(name);
        assertThat(user.at("/credentials/0/temporary").asBoolean(true)).isFalse();
        for (String field : List.of("email", "firstName", "lastName")) {
            assertThat(user.path(field).asText()).as(field).isNotBlank();
        }
        assertThat(user.path("emailVerified").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("attack 31: attack 30: fhirUser is edited by admins only, and no other attribute is accepted")
    void profile() throws IOException {
        JsonNode component = realm.at("/components/org.keycloak.userprofile.UserProfileProvider/0");
        assertThat(component.path("providerId").asText()).isEqualTo("declarative-user-profile");
        JsonNode profile =
                JSON.readTree(component.at("/config/kc.user.profile.config/0").asText());
        assertThat(profile.has("unmanagedAttributePolicy")).isFalse();
        JsonNode fhirUser = all(profile.path("attributes"))
                .filter(attribute -> attribute.path("name").asText().equals("fhirUser"))
                .findFirst()
                .orElseThrow();
        assertThat(texts(fhirUser.at("/permissions/edit"))).containsExactly("admin");
        assertThat(texts(fhirUser.at("/permissions/view"))).containsExactlyInAnyOrder("admin", "user");
        String pattern = fhirUser.at("/validations/pattern/pattern").asText();
        assertThat(List.of("Patient/pat-1", "https://ehr.example.org/fhir/Practitioner/1"))
                .allMatch(value -> value.matches(pattern));
        assertThat(List.of(
                        "pat-1",
                        "Device/1",
                        "Patient/",
                        "Patient/a b",
                        "Patient/1?x=y",
                        "ftp://x/Patient/1",
                        "/Patient/1"))
                .noneMatch(value -> value.matches(pattern));
    }
}
