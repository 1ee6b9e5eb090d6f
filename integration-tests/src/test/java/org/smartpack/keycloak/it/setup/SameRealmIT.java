/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Recipe;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm of {@code docs/quickstart.md}, by the ways of {@code docs/automation.md}: the result is the same. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameRealmIT {

    private Clinic expected;

    @BeforeAll
    void byRest(Admin admin) {
        Realm realm = Realm.create(admin);
        Clinic clinic = new Clinic(realm);
        realm.createClient(clinic.file("fhir-server.json"));
        List<Map<String, Object>> clients = clinic.rest().getList("clients");
        clients.forEach(realm::createClient);
        realm.client("ehr").give(realm.client("fhir-server"), "launch-context-issuer");
        realm.admin.post(realm.path("/users"), clinic.rest().getMap("users.find { it.username == 'bob' }"));
        realm.createClient(clinic.file("my-service.json"));
        expected = clinic;
        clinic.assertWorks();
    }

    @Test
    @DisplayName("SETUP-1, 6: a partial import gives the realm that single requests give")
    void partialImport(Admin admin) {
        Realm realm = Realm.create(admin);
        Clinic clinic = new Clinic(realm);
        clinic.importFiles();
        clinic.assertWorks();
        assertThat(clinic.content()).isEqualTo(expected.content());
    }

    @Test
    @DisplayName("SETUP-1, 6: so does a realm file with the FHIR server, and the rest imported afterwards")
    void realmFile(Admin admin) {
        Map<String, Object> server = new Clinic(null).file("fhir-server.json");
        Realm realm = Realm.create(admin, Map.of("clients", List.of(server)));
        Clinic clinic = new Clinic(realm);
        clinic.importRest();
        clinic.assertWorks();
        assertThat(clinic.content()).isEqualTo(expected.content());
    }

    @Test
    @DisplayName("SETUP-1, 6: so does a realm file that was exported from such a realm")
    @SuppressWarnings("unchecked")
    void exportedFile(Admin admin) {
        Realm realm = Realm.create(admin);
        Clinic clinic = new Clinic(realm);
        clinic.importFiles();
        Map<String, Object> file = new LinkedHashMap<>(realm.admin
                .post(realm.path("/partial-export?exportClients=true&exportGroupsAndRoles=true"), "")
                .jsonPath()
                .getMap(""));
        file.put("users", clinic.rest().getList("users"));
        ((List<Map<String, Object>>) file.get("clients"))
                .stream().filter(client -> client.get("clientId").equals("ehr")).forEach(ehr -> ehr.remove("secret"));
        realm.admin.delete(realm.path(""));
        realm.admin.createRealm(file);
        clinic.assertWorks();
        assertThat(clinic.content()).isEqualTo(expected.content());
    }

    @Test
    @DisplayName("SETUP-1, 6: so does the script for kcadm.sh, with the files as they stand in the documentation")
    void kcadm(Admin admin, KeycloakServer server, @TempDir Path folder) throws Exception {
        CommandLine line = new CommandLine(server, folder);
        String name = "clinic-by-kcadm";
        Clinic clinic = new Clinic(new Realm(admin, name));
        for (String file : Clinic.FILES) {
            line.write(file, clinic.text(file));
        }
        String output = line.bash(script("clinic.sh", name));
        clinic.assertWorks();
        assertThat(clinic.content()).isEqualTo(expected.content());
        assertThat(output)
                .contains(clinic.secret("ehr"), "Realm " + name + ": errors: 1, warnings: 0")
                .contains("keys-missing: client my-service");

        ClientKey key = ClientKey.rsa();
        line.write("my-service.jwks.json", key.jwks());
        line.bash(script("keys.sh", name));
        Response token =
                new SigningClient(clinic.realm(), "my-service", key, "RS384").clientCredentials("system/Patient.rs");
        assertThat(token.statusCode()).as(token.asString()).isEqualTo(200);
    }

    private static String script(String name, String realm) {
        return Recipe.of("automation.md").file(name).replaceAll("\\bclinic\\b(?!\\.json)", realm);
    }

    @Test
    @DisplayName(
            "SETUP-1, 6: so do the requests that Terraform's provider sends for the resources in the documentation")
    void terraform(Admin admin) {
        Realm realm = Realm.create(admin);
        TerraformRun run = new TerraformRun(realm);
        RealmClient server = run.client("fhir-server", Map.of());
        run.mapper(
                server,
                "FHIR server",
                "smart-fhir-server",
                Map.of("base.url", RealmContent.BASE, "launch.user.required", "true"));
        RealmClient ehr = run.client("ehr", Map.of("serviceAccountsEnabled", true, "fullScopeAllowed", false));
        run.serviceAccountRole(ehr, server, "launch-context-issuer");
        RealmClient app = run.client(
                "growth-chart",
                Map.of(
                        "publicClient", true,
                        "standardFlowEnabled", true,
                        "fullScopeAllowed", false,
                        "redirectUris", List.of("https://growth.example.org/callback"),
                        "webOrigins", List.of("https://growth.example.org")));
        run.mapper(app, "SMART app", "smart-app", Map.of("launch.url", "https://growth.example.org/launch"));
        run.scopes(app, "default", List.of("basic"));
        run.scopes(
                app, "optional", List.of("launch", "launch/patient", "fhirUser", "online_access", "patient/*.cruds"));
        run.user();
        RealmClient service = run.client(
                "my-service",
                Map.of(
                        "clientAuthenticatorType", "smart-jwt",
                        "serviceAccountsEnabled", true,
                        "fullScopeAllowed", false));
        run.scopes(service, "default", List.of("basic", "service_account"));
        run.scopes(service, "optional", List.of("system/*.rs"));

        Clinic clinic = new Clinic(realm);
        clinic.assertWorks();
        assertThat(clinic.content()).isEqualTo(expected.content());
    }
}
