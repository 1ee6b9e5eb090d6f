/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Where a client's class comes from, who may change it, and what is left alone. */
@ExtendWith(SharedServer.class)
class NzClassIT {

    private static final ClientKey KEY = ClientKey.rsa();

    private NzRealm realm;

    @BeforeEach
    void create(Admin admin) {
        realm = NzRealm.with(admin);
    }

    private Map<String, String> error(NzRealm of, Map<String, String> request) {
        Map<String, String> callback = new LinkedHashMap<>(NzRealm.callback(of.ask(request)));
        callback.keySet().retainAll(List.of("error", "error_description"));
        return callback;
    }

    /** Everything that no class would permit. */
    private static Map<String, Object> careless() {
        return Map.of(
                "clientId",
                "careless",
                "publicClient",
                true,
                "directAccessGrantsEnabled",
                true,
                "redirectUris",
                List.of(Realm.CALLBACK, "http://app.example.org/*"));
    }

    private static Map<String, String> carelessRequest() {
        return Map.of(
                "client_id", "careless", "redirect_uri", Realm.CALLBACK, "response_type", "code", "scope", "profile");
    }

    @Test
    @DisplayName("NZ-70: a client without a class is left alone, in a realm with the policies, too")
    void unclassified() {
        RealmClient client = realm.createClient(careless());
        assertThat(realm.save(client, Map.of("description", "saved")).statusCode())
                .isEqualTo(204);
        assertThat(realm.ask(carelessRequest()).asString()).contains("kc-form-login");
        assertThat(Client.publicClient(realm, "careless").password("hemi").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("NZ-70: in a realm without the policies the role of a class does nothing")
    void noPolicy(Admin admin) {
        Realm other = Realm.create(admin);
        RealmClient client = other.createClient(careless());
        admin.post(client.path() + "/roles", Map.of("name", "nz-sensitive"));
        assertThat(other.browser()
                        .open(Client.publicClient(other, "careless").authorize(carelessRequest()))
                        .asString())
                .contains("kc-form-login");
        client.change(Map.of("description", "saved"));
    }

    @Test
    @DisplayName("NZ-72: the class counts at once, before the client is saved again")
    void atOnce() {
        RealmClient client = realm.createClient(careless());
        realm.classify(client, Kind.CONFIDENCE);
        assertThat(error(realm, carelessRequest())).containsEntry("error", "unauthorized_client");
        assertThat(error(realm, carelessRequest()).get("error_description")).startsWith("NZ-");
        assertThat(realm.save(client, Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("NZ-72: of several classes the strictest counts")
    void strictest() {
        RealmClient client = realm.classified(Kind.PUBLIC, NzRealm.settings(Kind.PUBLIC, KEY));
        assertThat(realm.save(client, Map.of()).statusCode()).isEqualTo(204);
        realm.classify(client, Kind.CONFIDENCE);
        Response saved = realm.save(client, Map.of());
        NzRealm.refused(saved, 400, "invalid_client_metadata", "NZ-78");
    }

    @Test
    @DisplayName("NZ-70: a policy can take clients without a class, new and old ones; Keycloak's own work on")
    void unclassifiedToo(Admin admin) {
        NzRealm strict = strict(admin);
        Response created =
                admin.request().contentType(ContentType.JSON).body(careless()).post(strict.adminUrl("/clients"));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(400);
        assertThat(created.<String>path("error_description")).startsWith("NZ-");
        assertThat(admin.get(strict.path("/clients?clientId=careless"))
                        .jsonPath()
                        .getList(""))
                .isEmpty();
        RealmClient obeying = strict.createClient(NzRealm.settings(Kind.CONFIDENCE, KEY));
        Map<String, String> request = NzRealm.request(Kind.CONFIDENCE, obeying.clientId(), Pkce.create());
        assertThat(strict.ask(request).asString()).contains("kc-form-login");
        request.remove("state");
        assertThat(error(strict, request).get("error_description")).startsWith("NZ-30:");
        assertThat(Client.publicClient(strict, "admin-cli").password("hemi").statusCode())
                .isEqualTo(200);
    }

    /** A realm in which every client without a class is IN-CONFIDENCE. */
    private static NzRealm strict(Admin admin) {
        return NzRealm.with(admin, "", Map.of("unclassified", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_system", "admin-permissions"})
    @DisplayName("NZ-70, attack 43: the name of one of Keycloak's clients exempts no other client from the rules")
    void keycloaksName(String clientId, Admin admin) {
        NzRealm strict = strict(admin);
        Response created = admin.request()
                .contentType(ContentType.JSON)
                .body(NzRealm.changed(NzRealm.settings(Kind.PUBLIC, KEY), Map.of("clientId", clientId)))
                .post(strict.adminUrl("/clients"));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(400);
        assertThat(created.<String>path("error_description")).startsWith("NZ-");
    }

    @Test
    @DisplayName("NZ-70, attack 43: Keycloak's own client is exempt only without SMART scopes and foreign addresses")
    void keycloaksMisused(Admin admin) {
        NzRealm strict = strict(admin);
        RealmClient console = strict.client("account-console");
        Map<String, String> request = Map.of(
                "client_id",
                "account-console",
                "redirect_uri",
                strict.url + "/account/",
                "response_type",
                "code",
                "scope",
                "openid",
                "code_challenge",
                Pkce.create().challenge(),
                "code_challenge_method",
                "S256");
        assertThat(strict.ask(request).asString()).contains("kc-form-login");
        assertThat(strict.save(console, Map.of("description", "saved")).statusCode())
                .isEqualTo(204);
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("redirectUris", List.of(Realm.CALLBACK)), Map.of("rootUrl", "https://app.example.org"))) {
            Response refused = strict.save(console, change);
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("error_description")).startsWith("NZ-");
        }
        assertThat(strict.ask(request).asString()).contains("kc-form-login");
        strict.client("admin-cli").allow("user/*.rs", false);
        Response refused = Client.publicClient(strict, "admin-cli").password("hemi", "user/*.rs");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error_description")).startsWith("NZ-");
    }

    @Test
    @DisplayName("NZ-26, NZ-70, attack 43: nor with a secret, an account or an API's scope, and the check says so")
    void keycloaksWithScope(Admin admin) {
        NzRealm strict = strict(admin);
        assertThat(keycloaksFindings(strict)).isEmpty();
        admin.post(strict.path("/client-scopes"), Map.of("name", "hip.read", "protocol", "openid-connect"));
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("publicClient", false, "clientAuthenticatorType", "client-secret", "secret", "chosen"),
                Map.of("publicClient", false, "serviceAccountsEnabled", true),
                Map.of("attributes.oauth2.device.authorization.grant.enabled", "true"))) {
            Response refused = strict.save(strict.client("admin-cli"), change);
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("error_description")).startsWith("NZ-");
        }
        strict.client("admin-cli").allow("hip.read", false);
        Response refused = Client.publicClient(strict, "admin-cli").password("hemi", "hip.read");
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error_description")).startsWith("NZ-");
        assertThat(keycloaksFindings(strict)).containsExactly("client admin-cli");
    }

    private static List<String> keycloaksFindings(NzRealm of) {
        return of.admin
                .get(of.path("/smart-check"))
                .jsonPath()
                .getList("findings.findAll { it.rule == 'nz-keycloaks-client' }.subject");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("NZ-70: a negated policy, and one with further conditions, leave Keycloak's own clients out, too")
    void negated(boolean isNegated) {
        Map<String, Object> condition = Map.of(
                "condition",
                "smart-nz-class",
                "configuration",
                Map.of("classification", "PUBLIC", "unclassified", !isNegated, "is-negative-logic", isNegated));
        Map<String, Object> any = Map.of("condition", "any-client", "configuration", Map.of());
        for (List<Map<String, Object>> conditions : List.of(List.of(condition), List.of(condition, any))) {
            realm.admin.put(
                    realm.path("/client-policies/policies"),
                    Map.of(
                            "policies",
                            List.of(Map.of(
                                    "name",
                                    "opposite",
                                    "enabled",
                                    true,
                                    "conditions",
                                    conditions,
                                    "profiles",
                                    List.of("nz-public")))));
            Response password = Client.publicClient(realm, "admin-cli").password("hemi");
            assertThat(password.statusCode()).as(password.asString()).isEqualTo(200);
            Response refused = realm.admin
                    .request()
                    .contentType(ContentType.JSON)
                    .body(careless())
                    .post(realm.adminUrl("/clients"));
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("error_description")).startsWith("NZ-");
        }
    }

    @Test
    @DisplayName("NZ-78: the SMART-compatible variant accepts code as well, the strict one doesn't")
    void smart(Admin admin) {
        NzRealm compatible = NzRealm.with(admin, "-smart", Map.of());
        for (Kind kind : List.of(Kind.CONFIDENCE, Kind.SENSITIVE)) {
            RealmClient client = compatible.classified(kind, NzRealm.settings(kind, KEY));
            for (String type : List.of("code", "code id_token")) {
                Map<String, String> request = NzRealm.request(kind, client.clientId(), Pkce.create());
                request.put("response_type", type);
                assertThat(compatible.ask(request).asString()).as(type).contains("kc-form-login");
            }
            Map<String, String> request = NzRealm.request(kind, client.clientId(), Pkce.create());
            request.put("response_type", "code token");
            assertThat(error(compatible, request).get("error_description")).startsWith("NZ-79:");
        }
    }

    @Test
    @DisplayName("NZ-70: the profiles are global ones, which no realm can change")
    void global() {
        List<String> names = realm.admin
                .get(realm.path("/client-policies/profiles?include-global-profiles=true"))
                .jsonPath()
                .getList("globalProfiles.name");
        assertThat(names)
                .contains(
                        "nz-public",
                        "nz-in-confidence",
                        "nz-in-confidence-smart",
                        "nz-sensitive",
                        "nz-sensitive-smart",
                        "fapi-1-advanced",
                        "oauth-2-1-for-public-client");
        Response cut = realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("profiles", List.of(Map.of("name", "nz-sensitive", "executors", List.of()))))
                .put(realm.adminUrl("/client-policies/profiles"));
        assertThat(cut.statusCode()).as(cut.asString()).isEqualTo(400);
    }

    /** An administrator of the realm's clients, who can't manage the realm. */
    private RequestSpecification clientManager() {
        RealmUser user = realm.createUser("manager");
        user.give(realm.client("realm-management"), "manage-clients");
        Response tokens = Client.publicClient(realm, "admin-cli").password("manager");
        return given().auth().oauth2(tokens.path("access_token")).contentType(ContentType.JSON);
    }

    @Test
    @DisplayName("NZ-70: who manages clients but not the realm can classify a client, and not take the class away")
    void lowered() {
        RealmClient client = realm.classified(Kind.PUBLIC, NzRealm.settings(Kind.PUBLIC, KEY));
        String roles = realm.adminUrl("/clients/" + client.id() + "/roles");
        RequestSpecification manager = clientManager();
        Response added =
                given().spec(manager).body(Map.of("name", "nz-sensitive")).post(roles);
        assertThat(added.statusCode()).as(added.asString()).isEqualTo(201);
        String id = client.role("nz-sensitive").get("id").toString();
        for (Response refused : List.of(
                given().spec(manager).delete(roles + "/nz-sensitive"),
                given().spec(manager).delete(realm.adminUrl("/roles-by-id/" + id)),
                given().spec(manager).body(Map.of("name", "other")).put(roles + "/nz-sensitive"),
                given().spec(manager).body(Map.of("name", "other")).put(realm.adminUrl("/roles-by-id/" + id)),
                given().spec(manager).delete(realm.adminUrl("/clients/" + client.id())))) {
            assertThat(refused.statusCode()).as(refused.asString()).isIn(400, 403);
            assertThat(client.role("nz-sensitive")).containsEntry("id", id);
        }
        realm.admin.delete(client.path() + "/roles/nz-sensitive");
        assertThat(realm.admin.get(client.path() + "/roles").jsonPath().getList("name"))
                .containsExactly("nz-public");
        realm.admin.delete(client.path());
    }

    @Test
    @DisplayName("NZ-70: other roles and clients are managed as before")
    void otherRoles() {
        RealmClient client = realm.createClient(careless());
        realm.admin.post(client.path() + "/roles", Map.of("name", "reader"));
        RequestSpecification manager = clientManager();
        String roles = realm.adminUrl("/clients/" + client.id() + "/roles");
        assertThat(given().spec(manager)
                        .body(Map.of("name", "writer"))
                        .put(roles + "/reader")
                        .statusCode())
                .isEqualTo(204);
        assertThat(given().spec(manager).delete(roles + "/writer").statusCode()).isEqualTo(204);
        assertThat(given().spec(manager)
                        .delete(realm.adminUrl("/clients/" + client.id()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("NZ-70: a realm with classified clients can be deleted")
    void deletedRealm(Admin admin) {
        realm.classified(Kind.PUBLIC, NzRealm.settings(Kind.PUBLIC, KEY));
        admin.delete(realm.path(""));
        assertThat(admin.request().get(realm.adminUrl("")).statusCode()).isEqualTo(404);
    }

    private static Map<String, Object> policies(Map<String, Object> configuration) {
        return Map.of(
                "policies",
                List.of(Map.of(
                        "name",
                        "misspelt",
                        "enabled",
                        true,
                        "conditions",
                        List.of(Map.of("condition", "smart-nz-class", "configuration", configuration)),
                        "profiles",
                        List.of("nz-public"))));
    }

    static Stream<Arguments> misspelt() {
        String fault = "classification must be one of PUBLIC, IN-CONFIDENCE, SENSITIVE";
        return Stream.of(
                arguments(Map.of("classification", "publik"), fault),
                arguments(Map.of("classification", ""), fault),
                arguments(Map.of(), fault),
                arguments(Map.of("classification", List.of("PUBLIC", "SENSITIVE")), fault),
                arguments(Collections.singletonMap("classification", null), fault),
                arguments(
                        Map.of("classification", "PUBLIC", "unclassified", "perhaps"),
                        "unclassified must be true or false"));
    }

    @Test
    @DisplayName("NZ-70: nor one with an opposite that would stop every request of the realm")
    void misspeltOpposite(Admin admin) {
        misspelt(
                Map.of("classification", "PUBLIC", "is-negative-logic", "maybe"),
                "is-negative-logic must be true or false",
                admin);
        assertThat(Client.publicClient(realm, "admin-cli").password("hemi").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("misspelt")
    @DisplayName("NZ-70: a policy whose class can't be read isn't saved, nor a realm with it imported")
    void misspelt(Map<String, Object> configuration, String fault, Admin admin) {
        String policies = realm.path("/client-policies/policies");
        String before = realm.admin.get(policies).asString();
        Response saved = realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(policies(configuration))
                .put(realm.adminUrl("/client-policies/policies"));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(400);
        assertThat(saved.<String>path("errorMessage")).contains("smart-nz-class", fault);
        assertThat(realm.admin.get(policies).asString()).isEqualTo(before);
        String name = realm.name + "-imported";
        Response imported = admin.request()
                .contentType(ContentType.JSON)
                .body(Map.of("realm", name, "enabled", true, "clientPolicies", policies(configuration)))
                .post(realm.adminUrl("").replace("/" + realm.name, ""));
        assertThat(imported.statusCode()).as(imported.asString()).isGreaterThanOrEqualTo(400);
        assertThat(admin.request()
                        .get(realm.adminUrl("").replace(realm.name, name))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("misspelt")
    @DisplayName("NZ-70: past Keycloak's check it lets nobody through, is named, and the realm check finds it")
    void misspeltBefore(Map<String, Object> configuration, String fault) throws JsonProcessingException {
        RealmClient client = realm.classified(Kind.PUBLIC, NzRealm.settings(Kind.PUBLIC, KEY));
        RealmClient other = realm.createClient(careless());
        // Keycloak takes the attribute of a realm as it is.
        realm.change(Map.of(
                "attributes",
                Map.of("client-policies.policies", new ObjectMapper().writeValueAsString(policies(configuration)))));
        Map<String, String> request = NzRealm.request(Kind.PUBLIC, client.clientId(), Pkce.create());
        boolean isAboutOthers = configuration.containsKey("unclassified");
        if (!isAboutOthers) {
            assertThat(error(realm, request)).containsEntry("error", "server_error");
            assertThat(error(realm, request).get("error_description")).contains("smart-nz-class", fault);
            assertThat(realm.ask(carelessRequest()).asString()).contains("kc-form-login");
        } else {
            assertThat(error(realm, carelessRequest()).get("error_description")).contains("smart-nz-class", fault);
        }
        assertThat(Client.publicClient(realm, "admin-cli").password("hemi").statusCode())
                .isEqualTo(200);
        NzRealm.refused(
                realm.save(isAboutOthers ? other : client, Map.of("directAccessGrantsEnabled", true)),
                400,
                "invalid_client_metadata",
                isAboutOthers ? "NZ-29" : "NZ-83");
        assertThat(realm.save(client, Map.of("enabled", false)).statusCode()).isEqualTo(204);
        assertThat(realm.admin
                        .get(realm.path("/smart-check"))
                        .jsonPath()
                        .getList("findings.findAll { it.rule == 'nz-condition-unreadable' }.subject"))
                .containsExactly("client policy misspelt");
    }
}
