/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Recipe;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm that the files of {@code docs/quickstart.md} describe. */
record Clinic(Realm realm) {

    static final List<String> FILES = List.of("fhir-server.json", "clinic.json", "my-service.json");

    private static final Recipe DOCS = Recipe.of("quickstart.md");

    /** A file, for this realm. */
    String text(String name) {
        String file = DOCS.file(name);
        return realm == null ? file : file.replace("default-roles-clinic", "default-roles-" + realm.name);
    }

    Map<String, Object> file(String name) {
        return new LinkedHashMap<>(JsonPath.from(text(name)).getMap(""));
    }

    /** The file with all but the FHIR server and the service. */
    JsonPath rest() {
        return JsonPath.from(text("clinic.json"));
    }

    void importFiles() {
        realm.admin.post(
                realm.path("/partialImport"),
                Map.of("ifResourceExists", "FAIL", "clients", List.of(file("fhir-server.json"))));
        importRest();
    }

    void importRest() {
        Map<String, Object> rest = file("clinic.json");
        rest.put("ifResourceExists", "FAIL");
        realm.admin.post(realm.path("/partialImport"), rest);
        // Import client, as the page says: a partial import would make no service account.
        realm.createClient(file("my-service.json"));
    }

    String secret(String client) {
        return realm.admin.get(realm.client(client).path() + "/client-secret").path("value");
    }

    /** The EHR can launch the app, and all that the realm check finds is that the service has no keys. */
    void assertWorks() {
        Response answer = Caller.basic("ehr", secret("ehr"))
                .contentType(ContentType.JSON)
                .body(Map.of("patient", "1", "user", "Practitioner/9", "client_id", "growth-chart"))
                .post(realm.url + "/smart/launch-context");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("launch_url")).startsWith("https://growth.example.org/launch?iss=");
        JsonPath check = realm.admin.get(realm.path("/smart-check")).jsonPath();
        assertThat(check.getList("findings.rule")).as(check.prettify()).containsExactly("keys-missing");
        assertThat(check.getList("findings.subject")).containsExactly("client my-service");
    }

    /** What the realm has, without what differs from realm to realm. */
    Map<String, Object> content() {
        RealmContent setUp = new RealmContent(realm);
        Map<String, Object> content = new TreeMap<>();
        content.put("roles", new TreeSet<>(setUp.roles()));
        setUp.scopes().forEach((name, scope) -> content.put("scope " + name, scope.get("attributes")));
        content.put("fhirUser", setUp.fhirUser());
        for (String client : List.of("fhir-server", "ehr", "growth-chart", "my-service")) {
            content.put("client " + client, client(realm.client(client)));
        }
        JsonPath bob = realm.admin.get(realm.user("bob").path()).jsonPath();
        content.put("bob", List.of(bob.getMap("attributes"), bob.getList("requiredActions"), bob.getString("email")));
        content.put(
                "realm roles of bob",
                realm.admin
                        .get(realm.user("bob").path() + "/role-mappings/realm")
                        .jsonPath()
                        .getString("name")
                        .replace(realm.name, "clinic"));
        return content;
    }

    private static Map<String, Object> client(RealmClient client) {
        Map<String, Object> all = client.representation();
        Map<String, Object> content = new TreeMap<>();
        for (String member : List.of(
                "enabled",
                "publicClient",
                "standardFlowEnabled",
                "serviceAccountsEnabled",
                "directAccessGrantsEnabled",
                "implicitFlowEnabled",
                "clientAuthenticatorType",
                "redirectUris",
                "webOrigins")) {
            content.put(member, all.get(member));
        }
        content.put("lifespan", ((Map<?, ?>) all.get("attributes")).get("access.token.lifespan"));
        if (!client.clientId().equals("ehr") && !client.clientId().equals("fhir-server")) {
            content.put("default", new TreeSet<>((List<?>) all.get("defaultClientScopes")));
            content.put("optional", new TreeSet<>((List<?>) all.get("optionalClientScopes")));
        }
        if (all.get("protocolMappers") instanceof List<?> mappers) {
            mappers.forEach(each -> {
                Map<?, ?> mapper = (Map<?, ?>) each;
                content.put("mapper " + mapper.get("protocolMapper"), mapper.get("config"));
            });
        }
        return content;
    }
}
