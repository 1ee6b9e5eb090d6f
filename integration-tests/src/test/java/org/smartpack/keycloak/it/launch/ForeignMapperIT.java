/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.it.launch.AdminKinds.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a realm on a client counts as a realm administrator saved it, by whatever way others try. */
@ExtendWith(SharedServer.class)
class ForeignMapperIT {

    private static final String OTHER_FHIR = "https://other.example.org/fhir";
    private static final String STOLEN_ADDRESS = "http://127.0.0.1:9/stolen";

    /** Of the fault that these tests are for, half of the replacements were lost. */
    private static final int REPLACEMENTS = 8;

    private static final String MAPPERS = "/protocol-mappers/models";

    private AdminKinds kinds;
    private SmartRealm realm;
    private String managed;

    @BeforeEach
    void realm(Admin admin) {
        kinds = AdminKinds.create(admin, "web-app");
        realm = kinds.realm;
        managed = "/clients/" + realm.client("web-app").id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smart-fhir-server", "smart-koppeltaal-domain", "smart-koppeltaal-app"})
    @DisplayName("attack 38: who manages one client can't add a mapper that says something of the realm, whichever way")
    void isRefused(String type) {
        Map<String, Object> mapper = mapper(type);
        assertRefused(asManager().body(mapper).post(kinds.realm.adminUrl(managed + MAPPERS)));
        assertRefused(
                asManager().body(List.of(mapper)).post(kinds.realm.adminUrl(managed + "/protocol-mappers/add-models")));
        Map<String, Object> client = client(managed);
        client.put("protocolMappers", List.of(mapper));
        assertRefused(asManager().body(client).put(kinds.realm.adminUrl(managed)));
        assertThat(asManager()
                        .body(Map.of("clients", List.of(client)))
                        .post(kinds.realm.adminUrl("/partialImport"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(mapperTypes(managed)).doesNotContain(type);
        assertStillGoverned();
    }

    @Test
    @DisplayName("attack 38: a client that registers itself says nothing of the realm")
    void registrationIsRefused() {
        String initial = realm.admin
                .post(realm.path("/clients-initial-access"), Map.of("count", 5, "expiration", 100))
                .path("token");
        Map<String, Object> client = new LinkedHashMap<>(Map.of("clientId", "intruder-" + UUID.randomUUID()));
        client.put("protocolMappers", List.of(mapper("smart-fhir-server")));
        Response response = given().auth()
                .oauth2(initial)
                .contentType(ContentType.JSON)
                .body(client)
                .post(realm.url + "/clients-registrations/default");
        assertThat(response.statusCode()).as(response.asString()).isBetween(400, 403);
        assertThat(realm.admin
                        .get("/" + realm.name + "/clients?clientId=" + client.get("clientId"))
                        .asString())
                .isEqualTo("[]");
        assertStillGoverned();
    }

    @Test
    @DisplayName("attack 38: who manages the FHIR server's client can't move it, and an administrator of the realm can")
    void approvedMapperStays(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> client = client(path);
        Map<String, Object> mapper = approved(client);
        Map<String, Object> moved = new LinkedHashMap<>(mapper);
        Map<String, Object> config = new LinkedHashMap<>(config(mapper));
        config.put("internal.url", STOLEN_ADDRESS);
        moved.put("config", config);
        assertRefused(asManager().body(moved).put(kinds.realm.adminUrl(path + MAPPERS + "/" + mapper.get("id"))));
        Map<String, Object> changed = new LinkedHashMap<>(client);
        changed.put("protocolMappers", List.of(moved));
        assertRefused(asManager().body(changed).put(kinds.realm.adminUrl(path)));
        changed.put("protocolMappers", List.of());
        assertRefused(asManager().body(changed).put(kinds.realm.adminUrl(path)));
        Map<String, Object> renamed = new LinkedHashMap<>(client);
        renamed.put("clientId", "somebody-else");
        assertRefused(asManager().body(renamed).put(kinds.realm.adminUrl(path)));
        assertThat(approved(client(path)).get("config")).isEqualTo(mapper.get("config"));
        assertStillGoverned();
        // Everything else of the client is for its manager to change.
        Map<String, Object> described = new LinkedHashMap<>(client);
        described.put("description", "changed by its manager");
        assertThat(asManager().body(described).put(kinds.realm.adminUrl(path)).statusCode())
                .isEqualTo(204);
        assertStillGoverned();
        Response byRealmAdmin = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(moved)
                .put(kinds.realm.adminUrl(path + MAPPERS + "/" + mapper.get("id")));
        assertThat(byRealmAdmin.statusCode()).as(byRealmAdmin.asString()).isEqualTo(204);
        assertStillGoverned();
    }

    @Test
    @DisplayName(
            "attack 38: a realm whose FHIR server somebody without the right took away stays governed, and fails closed")
    void removalFailsClosed(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> mapper = approved(client(path));
        assertThat(asManager()
                        .delete(kinds.realm.adminUrl(path + MAPPERS + "/" + mapper.get("id")))
                        .statusCode())
                .isEqualTo(204);
        assertRefusedLaunch("aud is not the base URL of a FHIR server of this realm");
        // An administrator of the realm who saves the client for another reason doesn't mean to take the rules away.
        Response saved = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(client(path))
                .put(kinds.realm.adminUrl(path));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(204);
        assertRefusedLaunch("aud is not the base URL of a FHIR server of this realm");
        // To put it back is what they have to do.
        mapper.remove("id");
        realm.admin.post("/" + realm.name + path + MAPPERS, mapper);
        assertStillGoverned();
        assertThat(realm.app("web-app")
                        .patient(realm.app("web-app").launch(realm.browser(), "drbob", Map.of("patient", "pat-3"))))
                .isEqualTo("pat-3");
        assertThat(asManager().delete(kinds.realm.adminUrl(path)).statusCode()).isEqualTo(204);
        assertRefusedLaunch("aud is not the base URL of a FHIR server of this realm");
    }

    @Test
    @DisplayName(
            "attack 38: a mapper that its manager made another type's leaves the realm governed, whoever saves the client then")
    void otherType(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> mapper = approved(client(path));
        Map<String, Object> other = new LinkedHashMap<>(mapper);
        other.put("protocolMapper", "oidc-hardcoded-claim-mapper");
        other.put("config", Map.of("claim.name", "x", "claim.value", "y", "jsonType.label", "String"));
        assertThat(asManager()
                        .body(other)
                        .put(kinds.realm.adminUrl(path + MAPPERS + "/" + mapper.get("id")))
                        .statusCode())
                .isEqualTo(204);
        assertRefusedLaunch("aud is not the base URL of a FHIR server of this realm");
        Response saved = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(client(path))
                .put(kinds.realm.adminUrl(path));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(204);
        assertRefusedLaunch("aud is not the base URL of a FHIR server of this realm");
    }

    @Test
    @DisplayName(
            "attack 38: a second FHIR server on the client is refused, and removing the first makes nothing of it count")
    void secondStatement(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> client = client(path);
        Map<String, Object> second = mapper("smart-fhir-server", "https://intruder.example.org/fhir");
        client.put("protocolMappers", List.of(approved(client), second));
        assertRefused(asManager().body(client).put(kinds.realm.adminUrl(path)));
        Response byRealmAdmin = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(second)
                .post(kinds.realm.adminUrl(path + MAPPERS));
        assertThat(byRealmAdmin.statusCode()).as(byRealmAdmin.asString()).isEqualTo(400);
        assertThat(byRealmAdmin.asString()).contains(": remove the other one first");
        assertThat(documentOf("https://intruder.example.org/fhir")).isEqualTo(404);
        assertStillGoverned();
    }

    @Test
    @DisplayName(
            "attack 38: a FHIR server that its manager deleted still counts as one: no relative fhirUser is anybody at another")
    void deletedServerStillCounts(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String other = "/" + realm.name + "/clients/"
                + realm.admin.createClient(realm.name, Map.of("clientId", "other-fhir", "secret", "s")) + MAPPERS;
        realm.admin.post(other, mapper("smart-fhir-server", OTHER_FHIR));
        assertThat(asManager()
                        .delete(kinds.realm.adminUrl(
                                "/clients/" + realm.client("fhir-server").id()))
                        .statusCode())
                .isEqualTo(204);
        Map<String, Object> changed =
                new LinkedHashMap<>(realm.admin.get(other).jsonPath().getMap("[0]"));
        Map<String, Object> config = new LinkedHashMap<>(config(changed));
        config.put("launch.client.required", "true");
        changed.put("config", config);
        realm.admin.put(other + "/" + changed.get("id"), changed);
        App app = realm.app("web-app");
        Map<String, String> request = app.request("launch/patient openid fhirUser patient/*.rs", Pkce.create());
        request.put("aud", OTHER_FHIR);
        assertThat(realm.browser().visit(app.authorize(request), "alice")).containsEntry("error", "access_denied");
    }

    @Test
    @DisplayName("attack 38: a partial import that overwrites the FHIR server, and deleting the realm, work as before")
    void overwriteAndDelete() {
        Map<String, Object> client =
                client("/clients/" + realm.client("fhir-server").id());
        Response overwritten = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("ifResourceExists", "OVERWRITE", "clients", List.of(client)))
                .post(kinds.realm.adminUrl("/partialImport"));
        assertThat(overwritten.statusCode()).as(overwritten.asString()).isEqualTo(200);
        assertStillGoverned();
        assertThat(realm.app("web-app")
                        .login(realm.browser(), "alice", "launch/patient patient/*.rs")
                        .<String>path("patient"))
                .as("a relative fhirUser counts: there is one FHIR server")
                .isEqualTo("pat-1");
        assertThat(kinds.as(Kind.REALM_ADMIN).delete(kinds.realm.adminUrl("")).statusCode())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("attack 38: an administrator of the realm who takes the mapper away takes the rules away")
    void realmAdminMayRemove() {
        String path = "/clients/" + realm.client("fhir-server").id();
        kinds.as(Kind.REALM_ADMIN)
                .delete(kinds.realm.adminUrl(path + "/protocol-mappers/models/"
                        + approved(client(path)).get("id")))
                .then()
                .statusCode(204);
        Map<String, String> request = realm.app("web-app").request("openid", Pkce.create());
        request.put("scope", "openid patient/*.rs");
        request.remove("aud");
        Response page = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(realm.app("web-app").authorize(request));
        assertThat(page.statusCode()).as("a login page").isEqualTo(200);
    }

    @Test
    @DisplayName(
            "attack 38: partial import and PUT by an administrator of the realm count; a duplicate is refused by every way")
    void realmAdminMayAdd() {
        Map<String, Object> imported = new LinkedHashMap<>(Map.of("clientId", "imported-fhir", "secret", "s"));
        imported.put("protocolMappers", List.of(mapper("smart-fhir-server", "https://imported.example.org/fhir")));
        realm.admin.post(realm.path("/partialImport"), Map.of("clients", List.of(imported)));
        assertThat(documentOf("https://imported.example.org/fhir")).isEqualTo(200);
        String put = "/clients/" + realm.admin.createClient(realm.name, Map.of("clientId", "put-fhir"));
        Map<String, Object> client = client(put);
        client.put("protocolMappers", List.of(mapper("smart-fhir-server", "https://put.example.org/fhir")));
        assertThat(kinds.as(Kind.REALM_ADMIN)
                        .contentType(ContentType.JSON)
                        .body(client)
                        .put(kinds.realm.adminUrl(put))
                        .statusCode())
                .isEqualTo(204);
        assertThat(documentOf("https://put.example.org/fhir")).isEqualTo(200);
        client = client(put);
        client.put("protocolMappers", List.of(mapper("smart-fhir-server", SmartRealm.FHIR)));
        Response twice = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(client)
                .put(kinds.realm.adminUrl(put));
        assertThat(twice.statusCode()).as(twice.asString()).isEqualTo(400);
        assertThat(twice.asString()).contains("Another client has this FHIR base URL");
        Map<String, Object> third = new LinkedHashMap<>(Map.of("clientId", "third-fhir"));
        third.put("protocolMappers", List.of(mapper("smart-fhir-server", SmartRealm.FHIR + "/")));
        Response created = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(third)
                .post(kinds.realm.adminUrl("/clients"));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(400);
    }

    @Test
    @DisplayName("attack 38: a single PUT that replaces the mapper by one of another name counts, every time")
    void replacedByAnotherName(Admin admin) {
        kinds = AdminKinds.create(admin, "fhir-server");
        realm = kinds.realm;
        String path = "/clients/" + realm.client("fhir-server").id();
        Map<String, Object> former = client(path);
        for (int i = 1; i <= REPLACEMENTS; i++) {
            String baseUrl = "https://moved-" + i + ".example.org/fhir";
            Map<String, Object> client = replaced(client(path), i, baseUrl);
            assertSaved(client, path);
            assertThat(documentOf(baseUrl)).as("replacement %d", i).isEqualTo(200);
            assertRefused(asManager().body(former).put(kinds.realm.adminUrl(path)));
            former = client;
        }
    }

    @Test
    @DisplayName("attack 38: a single PUT that replaces the mapper and renames the client counts, every time")
    void replacedAndRenamed() {
        String path = "/clients/" + realm.client("fhir-server").id();
        for (int i = 1; i <= REPLACEMENTS; i++) {
            String baseUrl = "https://moved-" + i + ".example.org/fhir";
            Map<String, Object> client = replaced(client(path), i, baseUrl);
            client.put("clientId", "fhir-server-" + i);
            assertSaved(client, path);
            assertThat(documentOf(baseUrl)).as("replacement %d", i).isEqualTo(200);
        }
    }

    private static Map<String, Object> replaced(Map<String, Object> client, int number, String baseUrl) {
        Map<String, Object> mapper = approved(client);
        Map<String, Object> config = new LinkedHashMap<>(config(mapper));
        config.put("base.url", baseUrl);
        mapper.remove("id");
        mapper.put("name", "FHIR server " + number);
        mapper.put("config", config);
        client.put("protocolMappers", List.of(mapper));
        return client;
    }

    private void assertSaved(Map<String, Object> client, String path) {
        Response saved = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(client)
                .put(kinds.realm.adminUrl(path));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {SmartRealm.FHIR, SmartRealm.FHIR + "/"})
    @DisplayName("attack 43: a client can't be named like a FHIR server's base URL, by any way")
    void foreignNameIsRefused(String name) {
        Map<String, Object> client = Map.of("clientId", name, "secret", "s");
        assertThat(kinds.as(Kind.REALM_ADMIN)
                        .contentType(ContentType.JSON)
                        .body(client)
                        .post(kinds.realm.adminUrl("/clients"))
                        .statusCode())
                .isEqualTo(400);
        Map<String, Object> renamed = client(managed);
        renamed.put("clientId", name);
        assertRefused(asManager().body(renamed).put(kinds.realm.adminUrl(managed)));
        Response partial = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("clients", List.of(client)))
                .post(kinds.realm.adminUrl("/partialImport"));
        assertThat(partial.statusCode()).as(partial.asString()).isEqualTo(400);
        String initial = realm.admin
                .post(realm.path("/clients-initial-access"), Map.of("count", 5, "expiration", 100))
                .path("token");
        Response registered = given().auth()
                .oauth2(initial)
                .contentType(ContentType.JSON)
                .body(client)
                .post(realm.url + "/clients-registrations/default");
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(400);
        assertThat(realm.admin
                        .get(realm.path("/clients?search=true&clientId=8090"))
                        .asString())
                .isEqualTo("[]");
    }

    @Test
    @DisplayName(
            "attack 38, KT-DOM-1: a realm is one Koppeltaal domain, and a second is refused to honest administrators too")
    void secondDomainIsRefused() {
        Map<String, Object> domain = mapper("smart-koppeltaal-domain");
        realm.admin.post(realm.client("fhir-server").path() + MAPPERS, domain);
        Response second = kinds.as(Kind.REALM_ADMIN)
                .contentType(ContentType.JSON)
                .body(domain)
                .post(kinds.realm.adminUrl(managed + MAPPERS));
        assertThat(second.statusCode()).as(second.asString()).isEqualTo(400);
        assertThat(second.asString()).contains("The realm is already a Koppeltaal domain");
    }

    @Test
    @DisplayName("attack 38, KT-DOM-3: an application whose mapper its manager took away gets no token by other rules")
    void applicationIsNotSetFree() {
        realm.admin.post(realm.client("fhir-server").path() + MAPPERS, mapper("smart-koppeltaal-domain"));
        realm.admin.put("/" + realm.name + managed, Map.of("serviceAccountsEnabled", true));
        String scope = realm.admin.get(realm.path("/client-scopes")).path("find { it.name == 'system/*.rs' }.id");
        realm.admin.assign(realm.name, realm.client("web-app").id(), scope, false);
        App app = realm.app("web-app");
        Map<String, String> own = Map.of("grant_type", "client_credentials", "scope", "system/Patient.rs");
        assertThat(app.token(own).<String>path("scope")).isEqualTo("system/Patient.rs");
        realm.admin.post("/" + realm.name + managed + MAPPERS, mapper("smart-koppeltaal-app"));
        assertThat(app.token(own).<String>path("scope"))
                .as("an application without a role")
                .isNullOrEmpty();
        String mapper = realm.admin
                .get("/" + realm.name + managed + MAPPERS)
                .path("find { it.protocolMapper == 'smart-koppeltaal-app' }.id");
        assertThat(asManager()
                        .delete(kinds.realm.adminUrl(managed + MAPPERS + "/" + mapper))
                        .statusCode())
                .isEqualTo(204);
        Response refused = app.token(own);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.asString()).doesNotContain("access_token");
        assertThat(realm.browser()
                        .visit(app.authorize(app.request("openid fhirUser user/*.rs", Pkce.create())), "drbob"))
                .as("in a user's name")
                .containsKey("error")
                .doesNotContainKey("code");
    }

    private RequestSpecification asManager() {
        return kinds.as(Kind.MANAGE_ONE_CLIENT).contentType(ContentType.JSON);
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
    }

    private int documentOf(String baseUrl) {
        return given().queryParam("fhir", baseUrl)
                .get(realm.url + "/.well-known/smart-configuration")
                .statusCode();
    }

    private Map<String, Object> client(String path) {
        return new LinkedHashMap<>(
                realm.admin.get("/" + realm.name + path).jsonPath().getMap(""));
    }

    private List<String> mapperTypes(String path) {
        List<String> types = new ArrayList<>();
        Object mappers = client(path).get("protocolMappers");
        if (mappers instanceof List<?> list) {
            list.forEach(mapper -> types.add((String) ((Map<?, ?>) mapper).get("protocolMapper")));
        }
        return types;
    }

    @SuppressWarnings("unchecked") // the shape of Keycloak's representation
    private static Map<String, Object> approved(Map<String, Object> client) {
        return new LinkedHashMap<>(((List<Map<String, Object>>) client.get("protocolMappers"))
                .stream()
                        .filter(mapper -> "smart-fhir-server".equals(mapper.get("protocolMapper")))
                        .findFirst()
                        .orElseThrow());
    }

    @SuppressWarnings("unchecked") // the shape of Keycloak's representation
    private static Map<String, Object> config(Map<String, Object> mapper) {
        return (Map<String, Object>) mapper.get("config");
    }

    private static Map<String, Object> mapper(String type) {
        return mapper(type, SmartRealm.FHIR);
    }

    private static Map<String, Object> mapper(String type, String baseUrl) {
        Map<String, Object> config = type.equals("smart-fhir-server")
                ? Map.of("base.url", baseUrl, "internal.url", STOLEN_ADDRESS)
                : Map.of("user.lookup", "true");
        return new LinkedHashMap<>(
                Map.of("name", "a mapper", "protocol", "openid-connect", "protocolMapper", type, "config", config));
    }

    private void assertStillGoverned() {
        Map<String, String> request = realm.app("web-app").request("patient/*.cruds", Pkce.create());
        request.remove("aud");
        Response refused = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(realm.app("web-app").authorize(request));
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(refused.header("Location")).contains("error=invalid_request").contains("aud");
        assertThat(documentOf(SmartRealm.FHIR)).isEqualTo(200);
    }

    private void assertRefusedLaunch(String description) {
        Map<String, String> request = realm.app("web-app").request("launch/patient patient/*.rs", Pkce.create());
        Response refused = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(realm.app("web-app").authorize(request));
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(URLDecoder.decode(refused.header("Location"), StandardCharsets.UTF_8))
                .contains("error=invalid_request")
                .contains(description);
        request.remove("aud");
        assertThat(given().urlEncodingEnabled(false)
                        .redirects()
                        .follow(false)
                        .get(realm.app("web-app").authorize(request))
                        .header("Location"))
                .contains("error=invalid_request");
    }
}
