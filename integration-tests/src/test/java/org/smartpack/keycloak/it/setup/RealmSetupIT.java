/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Kcadm;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One save of the mapper "FHIR server" sets a realm up, whichever way it is saved. */
@ExtendWith(SharedServer.class)
class RealmSetupIT {

    private static final String MAPPERS = "/protocol-mappers/models";

    private Realm realm;
    private RealmContent content;

    @BeforeEach
    void realm(Admin admin) {
        realm = Realm.create(admin, Map.of("adminEventsEnabled", true, "adminEventsDetailsEnabled", true));
        content = new RealmContent(realm);
    }

    private List<Map<String, Object>> created() {
        List<Map<String, Object>> events =
                realm.admin.get(realm.path("/admin-events?max=200")).jsonPath().getList("");
        return events.stream()
                .filter(event ->
                        event.get("details") instanceof Map<?, ?> details && details.containsKey("created_by_mapper"))
                .toList();
    }

    @Test
    @DisplayName("SETUP-1: a new mapper in the console creates roles, client scopes and fhirUser, and tells of each")
    void console(KeycloakServer server) {
        realm.createClient(RealmContent.plainServer())
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", RealmContent.BASE));
        content.assertComplete();
        List<Map<String, Object>> created = created();
        assertThat(created).hasSize(12);
        assertThat(created)
                .extracting(event -> event.get("resourceType"))
                .containsOnly("CLIENT_ROLE", "CLIENT_SCOPE", "USER_PROFILE");
        assertThat(created)
                .extracting(event -> ((Map<?, ?>) event.get("authDetails")).get("userId"))
                .doesNotContainNull();
        assertThat(created).extracting(event -> event.get("resourcePath")).contains("users/profile");
        assertThat(server.log())
                .contains("Realm " + realm.name + ": saving the mapper \"FHIR server\" created client scope launch, ");
    }

    @Test
    @DisplayName("SETUP-1: so does a new client that has the mapper, and a client that gets it when saved as a whole")
    void wholeClient(Admin admin) {
        realm.createClient(RealmContent.fhirServer(Map.of()));
        content.assertComplete();

        Realm other = Realm.create(admin);
        RealmClient client = other.createClient(RealmContent.plainServer());
        client.change(Map.of("protocolMappers", List.of(RealmContent.mapper(Map.of()))));
        new RealmContent(other).assertComplete();
    }

    @Test
    @DisplayName("SETUP-1: so does a partial import, with and without the roles in the file")
    void partialImport(Admin admin) {
        realm.admin.post(
                realm.path("/partialImport"),
                Map.of("ifResourceExists", "FAIL", "clients", List.of(RealmContent.fhirServer(Map.of()))));
        content.assertComplete();
        assertThat(created()).hasSize(12);

        Realm other = Realm.create(admin);
        other.admin.post(
                other.path("/partialImport"),
                Map.of(
                        "ifResourceExists",
                        "FAIL",
                        "clients",
                        List.of(RealmContent.fhirServer(Map.of())),
                        "roles",
                        Map.of(
                                "client",
                                Map.of(
                                        RealmContent.CLIENT,
                                        List.of(Map.of("name", "introspect", "description", "of the file"))))));
        new RealmContent(other).assertComplete();
        assertThat(other.client(RealmContent.CLIENT).role("introspect")).containsEntry("description", "of the file");
    }

    @Test
    @DisplayName("SETUP-1: so does a realm that is created with client and mapper; what the file brings stays")
    void createdRealm(Admin admin) {
        Realm made = Realm.create(admin, Map.of("clients", List.of(RealmContent.fhirServer(Map.of()))));
        new RealmContent(made).assertComplete();

        Realm shipped = new Realm(admin, admin.createRealm(Installation.realm("smart")));
        assertThat(shipped.client("fhir-server").role("introspect"))
                .containsEntry("description", "Introspects tokens that are for this FHIR server");
        assertThat(new RealmContent(shipped)
                        .profile()
                        .getList("attributes.find { it.name == 'fhirUser' }.permissions.view"))
                .containsExactly("admin", "user");
    }

    @Test
    @DisplayName("SETUP-1: so does kcadm.sh")
    void kcadm(KeycloakServer server, @TempDir Path folder) throws Exception {
        Path client = folder.resolve("client.json");
        Files.writeString(
                client,
                """
                {"clientId": "fhir-server", "publicClient": false, "protocolMappers": [{"name": "FHIR server",
                 "protocol": "openid-connect", "protocolMapper": "smart-fhir-server", "config": {"base.url": "%s"}}]}
                """
                        .formatted(RealmContent.BASE));
        Kcadm.login(server, folder).run("create", "clients", "-r", realm.name, "-f", client.toString());
        content.assertComplete();
    }

    @Test
    @DisplayName("SETUP-2: saving again creates only what is missing; a client saved for another reason, nothing")
    void again() {
        RealmClient client = realm.createClient(RealmContent.fhirServer(Map.of()));
        realm.admin.delete(
                realm.path("/client-scopes/" + content.scopes().get("launch").get("id")));
        client.change(Map.of("description", "changed"));
        assertThat(content.scopes()).hasSize(7);
        content.saveAgain(Map.of());
        content.assertComplete();
        content.saveAgain(Map.of("launch.reusable", "true"));
        content.assertComplete();
        assertThat(created()).hasSize(13);
    }

    @Test
    @DisplayName("SETUP-2: what exists stays as it is, whatever its settings are")
    void keepsWhatExists() {
        Map<String, String> hidden = Map.of("include.in.token.scope", "false", "consent.screen.text", "My own words");
        String launch = realm.admin.createScope(realm.name, "launch", hidden);
        realm.admin.createScope(realm.name, "patient/*.cruds", hidden);
        realm.admin.post(realm.path("/client-scopes"), Map.of("name", "online_access", "protocol", "saml"));
        Map<String, Object> profile = new HashMap<>(content.profile().getMap(""));
        List<Object> attributes = new ArrayList<>((List<?>) profile.get("attributes"));
        attributes.add(
                Map.of("name", "FHIRuser", "permissions", Map.of("view", List.of("admin"), "edit", List.of("admin"))));
        profile.put("attributes", attributes);
        profile.put("unmanagedAttributePolicy", "ENABLED");
        realm.admin.put(realm.path("/users/profile"), profile);
        Map<String, Object> before = content.profile().getMap("");
        RealmClient client = realm.createClient(RealmContent.plainServer());
        realm.admin.post(client.path() + "/roles", Map.of("name", "introspect", "description", "mine"));

        client.addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", RealmContent.BASE));

        Map<String, Map<String, Object>> scopes = content.scopes();
        assertThat(scopes.keySet()).isEqualTo(RealmContent.SCOPES.keySet());
        assertThat(scopes.get("launch")).containsEntry("id", launch).containsEntry("attributes", hidden);
        assertThat(scopes.get("patient/*.cruds")).containsEntry("attributes", hidden);
        assertThat(scopes.get("online_access")).containsEntry("protocol", "saml");
        assertThat(content.profile().getMap("")).isEqualTo(before);
        assertThat(client.role("introspect")).containsEntry("description", "mine");
        assertThat(content.roles()).hasSize(3);
    }

    @Test
    @DisplayName("SETUP-2: users may still write what they could; fhirUser isn't among it")
    void policyStays() {
        Map<String, Object> profile = new HashMap<>(content.profile().getMap(""));
        profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
        realm.admin.put(realm.path("/users/profile"), profile);
        realm.createClient(RealmContent.fhirServer(Map.of()));
        content.assertComplete();
        assertThat(content.profile().getString("unmanagedAttributePolicy")).isEqualTo("ADMIN_EDIT");
        String alice = realm.createUser("alice").id();
        for (String wrong : List.of("Device/1", "Patient/a b", "patient/1", "Patient/1?x=y")) {
            assertThat(write(alice, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        for (String right : List.of("Patient/1", "https://ehr.example.org/fhir/Practitioner/9")) {
            assertThat(write(alice, right).statusCode()).as(right).isEqualTo(204);
        }
    }

    private Response write(String user, String fhirUser) {
        Map<String, Object> all = new HashMap<>(
                realm.admin.get(realm.path("/users/" + user)).jsonPath().getMap(""));
        all.put("attributes", Map.of("fhirUser", List.of(fhirUser)));
        return realm.admin.request().contentType(ContentType.JSON).body(all).put(realm.adminUrl("/users/" + user));
    }

    @Test
    @DisplayName("SETUP-3: the switch of the mapper turns it off, and on again")
    void switchedOff() {
        realm.createClient(RealmContent.fhirServer(Map.of("realm.setup", "false")));
        content.assertUntouched();
        content.saveAgain(Map.of("launch.reusable", "true"));
        content.assertUntouched();
        assertThat(realm.admin.get(realm.path("")).<String>path("attributes.\"smart.fhir.server\""))
                .isEqualTo("true");
        content.saveAgain(Map.of("realm.setup", "true"));
        content.assertComplete();
    }

    @Test
    @DisplayName("SETUP-3: a mapper that can't be saved creates nothing")
    void refused() {
        RealmClient client = realm.createClient(RealmContent.plainServer());
        int status = realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "FHIR server",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "smart-fhir-server",
                        "config",
                        Map.of("base.url", "ftp://ehr.example.org")))
                .post(realm.adminUrl("/clients/" + client.id() + MAPPERS))
                .statusCode();
        assertThat(status).isEqualTo(400);
        content.assertUntouched();
    }

    @Test
    @DisplayName("SETUP-4: several administrators who save FHIR servers at once all succeed; everything is there once")
    void atOnce() throws Exception {
        List<RealmClient> clients = new ArrayList<>(List.of(realm.createClient(RealmContent.plainServer())));
        for (int i = 0; i < 5; i++) {
            clients.add(realm.createClient("fhir-" + i, Map.of("secret", "s")));
        }
        List<Callable<Integer>> saves = new ArrayList<>();
        for (RealmClient client : clients) {
            Map<String, String> config = Map.of("base.url", "https://" + client.clientId() + ".example.org/fhir");
            saves.add(() -> realm.admin
                    .request()
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "name",
                            "FHIR server",
                            "protocol",
                            "openid-connect",
                            "protocolMapper",
                            "smart-fhir-server",
                            "config",
                            config))
                    .post(realm.adminUrl("/clients/" + client.id() + MAPPERS))
                    .statusCode());
        }
        assertThat(Set.copyOf(AtOnce.answers(saves))).containsExactly(201);
        content.assertComplete();
        for (RealmClient client : clients) {
            assertThat(realm.admin.get(client.path() + "/roles").jsonPath().getList("name"))
                    .hasSize(3);
        }
    }
}
