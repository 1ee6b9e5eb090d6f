/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.restassured.path.json.JsonPath;

import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a realm has of what saving the mapper "FHIR server" creates. */
record RealmContent(Realm realm) {

    static final String CLIENT = "fhir-server";
    static final String BASE = "https://ehr.example.org/fhir";

    /** The names of the client scopes, with the keys of their consent texts. */
    static final Map<String, String> SCOPES = new TreeMap<>(Map.of(
            "launch", "${smartScope.launch}",
            "launch/patient", "${smartScope.launch.patient}",
            "launch/encounter", "${smartScope.launch.encounter}",
            "fhirUser", "${smartScope.fhirUser}",
            "online_access", "${smartScope.online_access}",
            "patient/*.cruds", "${smartAllowance.patient}",
            "user/*.cruds", "${smartAllowance.user}",
            "system/*.rs", "${smartAllowance.system}"));

    /** A client that stands for a FHIR server, as Keycloak's representation. */
    static Map<String, Object> fhirServer(Map<String, String> settings) {
        Map<String, Object> client = new HashMap<>(plainServer());
        client.put("protocolMappers", List.of(mapper(settings)));
        return client;
    }

    /** The same client without the mapper. */
    static Map<String, Object> plainServer() {
        return Map.of(
                "clientId", CLIENT, "secret", CLIENT + "-secret", "publicClient", false, "standardFlowEnabled", false);
    }

    static Map<String, Object> mapper(Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        config.put("base.url", BASE);
        return Mapper.of("FHIR server", "smart-fhir-server", config);
    }

    /** The client scopes of these names that the realm has, by name. */
    Map<String, Map<String, Object>> scopes() {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        List<Map<String, Object>> all =
                realm.admin.get(realm.path("/client-scopes")).jsonPath().getList("");
        all.stream()
                .filter(scope -> SCOPES.containsKey((String) scope.get("name")))
                .forEach(scope -> assertThat(found.put((String) scope.get("name"), scope))
                        .as("a second one")
                        .isNull());
        return found;
    }

    List<String> roles() {
        return realm.admin
                .get(realm.client(CLIENT).path() + "/roles")
                .jsonPath()
                .getList("name");
    }

    JsonPath profile() {
        return realm.admin.get(realm.path("/users/profile")).jsonPath();
    }

    Map<String, Object> fhirUser() {
        return profile().getMap("attributes.find { it.name == 'fhirUser' }");
    }

    /** The realm has everything, once, as it must be. */
    void assertComplete() {
        assertThat(roles()).containsExactlyInAnyOrder("launch-context-issuer", "introspect", "introspect-any");
        Map<String, Map<String, Object>> scopes = scopes();
        assertThat(scopes.keySet()).isEqualTo(SCOPES.keySet());
        SCOPES.forEach((name, text) -> {
            assertThat(scopes.get(name).get("protocol")).as(name).isEqualTo("openid-connect");
            Map<String, String> expected = new HashMap<>(Map.of(
                    "include.in.token.scope", "true",
                    "display.on.consent.screen", "true",
                    "consent.screen.text", text));
            if (name.startsWith("patient/") || name.startsWith("user/")) {
                expected.put("is.parameterized.scope", "true");
                expected.put("parameterized.scope.type", "smart-allowance");
            }
            assertThat(scopes.get(name).get("attributes")).as(name).isEqualTo(expected);
        });
        assertUnassigned();
        assertThat(fhirUser()).containsEntry("multivalued", false);
        assertThat(profile().getMap("attributes.find { it.name == 'fhirUser' }.permissions"))
                .isEqualTo(Map.of("view", List.of("admin"), "edit", List.of("admin")));
        assertThat(profile().getMap("attributes.find { it.name == 'fhirUser' }.validations"))
                .containsKeys("length", "pattern");
        assertThat(profile().getList("attributes.name"))
                .containsExactlyInAnyOrder("username", "email", "firstName", "lastName", "fhirUser");
    }

    /** Nobody gets any of them, and no new client does. */
    private void assertUnassigned() {
        Set<String> names = SCOPES.keySet();
        for (String kind : List.of("default", "optional")) {
            assertThat(realm.admin
                            .get(realm.path("/default-" + kind + "-client-scopes"))
                            .jsonPath()
                            .getList("name", String.class))
                    .doesNotContainAnyElementsOf(names);
            List<Map<String, Object>> clients =
                    realm.admin.get(realm.path("/clients")).jsonPath().getList("");
            for (Map<String, Object> client : clients) {
                assertThat(((List<?>) client.get(kind + "ClientScopes"))
                                .stream().map(String::valueOf))
                        .as((String) client.get("clientId"))
                        .doesNotContainAnyElementsOf(names);
            }
        }
    }

    /** Saving the mapper created nothing. */
    void assertUntouched() {
        assertThat(scopes()).isEmpty();
        assertThat(roles()).isEmpty();
        assertThat(fhirUser()).isNull();
    }

    /** Saves the mapper once more, as the console does, with other settings or none. */
    void saveAgain(Map<String, String> settings) {
        RealmClient client = realm.client(CLIENT);
        String path = client.path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new HashMap<>(
                realm.admin.get(path).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<Object, Object> config = new HashMap<>((Map<?, ?>) mapper.get("config"));
        config.putAll(settings);
        mapper.put("config", config);
        realm.admin.put(path + "/" + mapper.get("id"), mapper);
    }
}
