/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTParser;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.AtOnce;
import org.smartpack.keycloak.testkit.Kcadm;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One save of the mapper "Koppeltaal application" gives the client its domain's algorithms, however it is saved. */
@ExtendWith(SharedServer.class)
class ApplicationSetupIT {

    private static final ClientKey KEY = ClientKey.rsa();

    private Realm realm;

    @BeforeEach
    void domain(Admin admin) {
        realm = Realm.create(
                admin,
                Map.of(
                        "adminEventsEnabled",
                        true,
                        "adminEventsDetailsEnabled",
                        true,
                        "clients",
                        List.of(Applications.fhirService(Map.of()))));
    }

    /** A client with "SMART signed JWT" as the console leaves it behind: with the default of each setting. */
    private RealmClient asInConsole(String clientId) {
        return realm.createClient(clientId, Applications.signing(KEY, Map.of("smart.jwt.algorithms", "RS384 ES384")));
    }

    private List<Map<String, Object>> set() {
        return Applications.setEvents(realm);
    }

    @Test
    @DisplayName("KT-DOM-8: a new mapper in the console sets the algorithms, and the admin event and the log tell")
    void console(KeycloakServer server) throws ParseException {
        RealmClient client = asInConsole("planner");
        Applications.addMapper(client);
        Applications.assertSet(client);
        assertThat(set()).singleElement().satisfies(event -> {
            assertThat(event)
                    .containsEntry("resourceType", "CLIENT")
                    .containsEntry("operationType", "UPDATE")
                    .containsEntry("resourcePath", "clients/" + client.id());
            assertThat((String) event.get("representation"))
                    .contains("access.token.signed.response.alg", "RS384 ES384 RS512")
                    .doesNotContain("jwks.string");
            assertThat(((Map<?, ?>) event.get("authDetails")).get("userId")).isNotNull();
            assertThat(((Map<?, ?>) event.get("details")).get("set_by_mapper"))
                    .isEqualTo("Koppeltaal application of client planner");
        });
        assertThat(server.log())
                .contains("Realm " + realm.name + ": saving the mapper \"Koppeltaal application\" set RS512 for access"
                        + " tokens of client planner, RS384 ES384 RS512 for assertions of client planner");
        Response token = new SigningClient(realm, "planner", KEY, "RS512").clientCredentials();
        assertThat(token.statusCode()).as(token.asString()).isEqualTo(200);
        assertThat(JWTParser.parse(token.path("access_token")).getHeader().getAlgorithm())
                .as("Keycloak has created the key")
                .isEqualTo(JWSAlgorithm.RS512);
    }

    @Test
    @DisplayName("KT-DOM-8: so does a new client that has the mapper, and a client that gets it when saved as a whole")
    void wholeClient() {
        Applications.assertSet(realm.createClient("new", Applications.application(KEY, Map.of())));
        RealmClient client = asInConsole("old");
        client.change(Map.of("protocolMappers", List.of(Applications.mapper(Map.of()))));
        Applications.assertSet(client);
        assertThat(set()).hasSize(2);
    }

    @Test
    @DisplayName("KT-DOM-8: so does a partial import, new or in place of a client, and a realm with domain and client")
    void imports(Admin admin) {
        Applications.assertSet(realm.importClient("imported", Applications.application(KEY, Map.of())));
        Map<String, Object> again = new LinkedHashMap<>(Applications.application(KEY, Map.of()));
        again.put("clientId", "imported");
        realm.admin.post(
                realm.path("/partialImport"), Map.of("ifResourceExists", "OVERWRITE", "clients", List.of(again)));
        Applications.assertSet(realm.client("imported"));
        assertThat(set()).hasSize(2);

        Realm made = Realm.create(
                admin,
                Map.of("clients", List.of(again, Applications.fhirService(Map.of("assertion.algorithms", "PS512")))));
        Applications.assertSet(made.client("imported"), "RS512", "PS512");
    }

    @Test
    @DisplayName("KT-DOM-8: so does kcadm.sh")
    void kcadm(KeycloakServer server, @TempDir Path folder) throws Exception {
        RealmClient client = asInConsole("planner");
        Path mapper = folder.resolve("mapper.json");
        Files.writeString(
                mapper,
                """
                {"name": "Koppeltaal application", "protocol": "openid-connect",
                 "protocolMapper": "smart-koppeltaal-app", "config": {}}
                """);
        Kcadm.login(server, folder)
                .run(
                        "create",
                        "clients/" + client.id() + "/protocol-mappers/models",
                        "-r",
                        realm.name,
                        "-f",
                        mapper.toString());
        Applications.assertSet(client);
    }

    @ParameterizedTest
    @CsvSource({"RS512, RS512", "' es384,rs512 ', ES384 RS512", "'', RS384 ES384 RS512"})
    @DisplayName("KT-DOM-8: the algorithms for assertions are those of the mapper \"Koppeltaal domain\"")
    void ofDomain(String setting, String expected) {
        Applications.saveMapper(
                realm.client("fhir-server"), "smart-koppeltaal-domain", Map.of("assertion.algorithms", setting));
        RealmClient client = asInConsole("planner");
        Applications.addMapper(client);
        Applications.assertSet(client, "RS512", expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS512 none", "rsa"})
    @DisplayName("KT-DOM-8: an unknown algorithm of the domain is refused, and says which there are")
    void unknownAlgorithm(String setting) {
        Response refused = Applications.trySaveMapper(
                realm.client("fhir-server"), "smart-koppeltaal-domain", Map.of("assertion.algorithms", setting));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.asString()).contains("Signature algorithms of applications", "RS384, RS512", "ES512");
    }

    @ParameterizedTest
    @CsvSource({"RS512, ES384, false, false", "RS256, RS384 PS256, true, true", "XS512, RS999, true, false"})
    @DisplayName("KT-DOM-8: what an administrator chose stays; what the domain doesn't allow, log and realm check tell")
    void chosen(String token, String assertion, boolean isTokenTold, boolean isAssertionTold, KeycloakServer server) {
        RealmClient client = realm.importClient(
                "planner",
                Applications.signing(
                        KEY, Map.of("access.token.signed.response.alg", token, "smart.jwt.algorithms", assertion)));
        Applications.addMapper(client);
        Applications.assertSet(client, token, assertion);
        assertThat(set()).isEmpty();
        List<String> rules = realm.admin
                .get(realm.path("/smart-check"))
                .jsonPath()
                .getList("findings.findAll { it.subject == 'client planner' }.rule");
        assertThat(rules.contains("koppeltaal-algorithm")).isEqualTo(isTokenTold);
        assertThat(rules.contains("koppeltaal-assertion-algorithm")).isEqualTo(isAssertionTold);
        String log = server.log();
        String realmName = "Realm " + realm.name + ": ";
        assertThat(log.contains(realmName + "the access tokens of client planner aren't signed with RS512"))
                .isEqualTo(isTokenTold);
        assertThat(log.contains(realmName + "client planner may sign with other algorithms than"))
                .isEqualTo(isAssertionTold);
    }

    @Test
    @DisplayName("KT-DOM-8: what comes with the mapper in one file or request was chosen too, even the default")
    void chosenInFile() {
        Map<String, String> both =
                Map.of("access.token.signed.response.alg", "RS512", "smart.jwt.algorithms", "RS384 ES384");
        Applications.assertSet(realm.createClient("new", Applications.application(KEY, both)), "RS512", "RS384 ES384");
        Applications.assertSet(
                realm.importClient("imported", Applications.application(KEY, both)), "RS512", "RS384 ES384");
        assertThat(set()).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-8: saving again sets only what is missing; a client saved for another reason, nothing")
    void again() {
        RealmClient client = asInConsole("planner");
        Applications.addMapper(client);
        client.changeAttributes(Map.of("smart.jwt.algorithms", "RS384 ES384"));
        Applications.saveMapper(client, "smart-koppeltaal-app", Map.of("hti.portal", "true"));
        Applications.assertSet(client, "RS512", "RS384 ES384");
        assertThat(set()).hasSize(1);

        client.changeAttributes(Map.of("access.token.signed.response.alg", "", "smart.jwt.algorithms", ""));
        client.change(Map.of("description", "changed"));
        Applications.assertSet(client, null, null);
        assertThat(set()).hasSize(1);

        Applications.saveMapper(client, "smart-koppeltaal-app", Map.of());
        Applications.assertSet(client);
        assertThat(set()).hasSize(2);
    }

    @Test
    @DisplayName("KT-DOM-8: a mapper that was deleted and is added again counts as new")
    void addedAgain() {
        RealmClient client = asInConsole("planner");
        Applications.addMapper(client);
        client.changeAttributes(Map.of("smart.jwt.algorithms", "RS384 ES384"));
        String mappers = client.path() + "/protocol-mappers/models/";
        String mapper = realm.admin.get(mappers).path("find { it.protocolMapper == 'smart-koppeltaal-app' }.id");
        realm.admin.delete(mappers + mapper);
        Applications.assertSet(client, "RS512", "RS384 ES384");
        Applications.addMapper(client);
        Applications.assertSet(client);
    }

    @Test
    @DisplayName("KT-DOM-8: a mapper that can't be saved sets nothing")
    void refused() {
        RealmClient client = asInConsole("not_a_device");
        Response refused = Applications.tryAddMapper(client);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        Applications.assertSet(client, null, "RS384 ES384");
        assertThat(set()).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-8: several administrators who save mappers at once all succeed")
    void atOnce(KeycloakServer server) throws Exception {
        List<RealmClient> clients =
                Stream.of("a", "b", "c", "d", "e").map(this::asInConsole).toList();
        List<Callable<Integer>> saves = clients.stream()
                .map(client -> (Callable<Integer>)
                        () -> Applications.tryAddMapper(client).statusCode())
                .toList();
        assertThat(Set.copyOf(AtOnce.answers(saves))).containsExactly(201);
        clients.forEach(Applications::assertSet);
        assertThat(server.log()).doesNotContain("Realm " + realm.name + ": not everything was set up");
    }

    @Test
    @DisplayName("KT-DOM-8: however often one mapper is saved at once, the algorithms are set")
    void sameAtOnce(KeycloakServer server) throws Exception {
        RealmClient client = asInConsole("planner");
        Applications.addMapper(client);
        client.changeAttributes(Map.of("access.token.signed.response.alg", "", "smart.jwt.algorithms", ""));
        Callable<Integer> save = () -> Applications.trySaveMapper(client, "smart-koppeltaal-app", Map.of())
                .statusCode();
        // Keycloak itself fails for some of them, but not for all.
        assertThat(AtOnce.answers(Collections.nCopies(5, save))).contains(204);
        Applications.assertSet(client);
        assertThat(server.log()).doesNotContain("Realm " + realm.name + ": not everything was set up");
    }

    @RepeatedTest(3)
    @DisplayName("KT-DOM-8: if the client is deleted at the same time, the pack doesn't fail because of it")
    void deleted(KeycloakServer server) throws Exception {
        RealmClient client = asInConsole("planner");
        // One of the two may fail at Keycloak's hands.
        AtOnce.<Integer>answers(List.of(() -> Applications.tryAddMapper(client).statusCode(), () -> realm.admin
                .request()
                .delete(realm.adminUrl("/clients/" + client.id()))
                .statusCode()));
        assertThat(server.log()).doesNotContain("Realm " + realm.name + ": not everything was set up");
    }
}
