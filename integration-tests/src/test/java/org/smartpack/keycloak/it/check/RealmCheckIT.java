/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmUser;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Mistakes that an administrator made, as {@code smart-check} tells them. */
@ExtendWith(SharedServer.class)
@DisplayName("The realm check")
class RealmCheckIT {

    private static BrokenRealm broken;
    private static RealmReport report;

    @BeforeAll
    static void check(Admin admin) {
        broken = BrokenRealm.create(admin);
        report = RealmReport.of(broken.realm);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "base-url-alike, client over-tls",
        "base-url-alike, client fhir-server",
        "base-url-odd, client loud",
        "fhir-server-disabled, client switched-off",
        "fhir-server-public, client nobody",
        "fhir-server-roles, client without-roles",
        "launch-for-anybody, client fhir-server",
        "fhir-user-unchecked, realm",
        "fhir-user-value, user alice",
        "fhir-user-value, user drbob",
        "patient-step-order, realm",
        "access-periods, realm",
        "scope-misspelt, client scope system/observation.rs",
        "scope-misspelt, client scope system/Patient.sr",
        "scope-misspelt, client scope system/Task.rs?resource-origin={onw}",
        "scope-lookalike, client scope user/settings",
        "scope-protocol, client scope user/Task.rs",
        "scopes-missing, realm",
        "redirect-missing, client without-redirect",
        "redirect-wide, client wide",
        "allowance-default, client by-default",
        "app-scopes-missing, client lost",
        "allowance-flag, client scope patient/Flag.rs",
        "allowance-unused, client no-service",
        "allowance-unused, client no-domain",
        "keys-missing, client keyless",
        "jwks-invalid, client no-set",
        "jwks-private-key, client open-handed",
        "jwks-no-kid, client anonymous",
        "jwks-key-without-kid, client half",
        "jwks-no-use, client useless",
        "jwks-url-invalid, client no-url",
        "jwks-url-http, client plain",
        "jwks-url-plain, client plain-at-home",
        "jwks-host, client at-home",
        "jwks-host, client nowhere",
        "algorithm-unknown, client secret"
    })
    @DisplayName("a mistake is named, with whose it is and how to mend it")
    void mistakes(String rule, String subject) {
        assertThat(report.subjects(rule)).contains(subject);
        assertThat(report.findings())
                .allSatisfy(finding ->
                        assertThat(finding.values()).doesNotContainNull().noneMatch(String::isBlank));
    }

    @Test
    @DisplayName("the realms that the pack ships have no errors, and no warnings but about http on one machine "
            + "and contexts without a user")
    void shippedRealms(Admin admin) {
        for (Realm realm : List.of(SmartRealm.create(admin), Domain.create(admin))) {
            assertThat(RealmReport.of(realm).findings())
                    .filteredOn(finding ->
                            !List.of("jwks-url-plain", "launch-for-anybody").contains(finding.get("rule")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("a realm that doesn't use the pack has nothing to mend")
    void otherRealm(Admin admin) {
        assertThat(RealmReport.of(Realm.create(admin)).findings()).isEmpty();
    }

    private static void profile(Realm realm, Consumer<Map<String, Object>> change) {
        Map<String, Object> profile =
                realm.admin.get(realm.path("/users/profile")).jsonPath().getMap("");
        change.accept(profile);
        realm.admin.put(realm.path("/users/profile"), profile);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> attributes(Map<String, Object> profile) {
        return (List<Map<String, Object>>) profile.get("attributes");
    }

    @Test
    @DisplayName("fhirUser that users may edit, or that isn't there")
    void fhirUser(Admin admin) {
        SmartRealm realm = SmartRealm.create(admin);
        profile(realm, profile -> profile.put("unmanagedAttributePolicy", "ENABLED"));
        assertThat(RealmReport.of(realm).subjects("fhir-user-editable")).containsExactly("realm");
        profile(realm, profile -> {
            profile.remove("unmanagedAttributePolicy");
            attributes(profile).removeIf(attribute -> attribute.get("name").equals("fhirUser"));
        });
        assertThat(RealmReport.of(realm).subjects("fhir-user-missing")).containsExactly("realm");
    }

    @Test
    @DisplayName("the FHIR server's client was deleted by somebody who may not decide that")
    void orphan(Admin admin) {
        SmartRealm realm = SmartRealm.create(admin);
        administrator(realm, "manager", "manage-clients")
                .delete(realm.adminUrl("/clients/" + realm.client("fhir-server").id()))
                .then()
                .statusCode(204);
        RealmReport found = RealmReport.of(realm);
        assertThat(found.subjects("approval-orphaned")).containsExactly("realm");
        assertThat(found.subjects("no-fhir-server")).containsExactly("realm");
    }

    @Test
    @DisplayName("a client flow that doesn't run the authenticator of the realm's clients")
    void clientFlow(Admin admin) {
        Realm realm = Realm.create(admin);
        SigningClient.create(realm, "backend");
        String flow = realm.path("/authentication/flows/clients/executions");
        Map<String, Object> execution =
                new LinkedHashMap<>(realm.admin.get(flow).jsonPath().getMap("find { it.providerId == 'smart-jwt' }"));
        execution.put("requirement", "DISABLED");
        realm.admin.put(flow, execution);
        assertThat(RealmReport.of(realm).subjects("client-flow")).containsExactly("client backend");
    }

    @Test
    @DisplayName("KT a domain with a step that it has no use for, and with a client that is no application")
    void domain(Admin admin) {
        Domain domain = Domain.create(admin);
        SigningClient.create(domain, "forgotten");
        Map<String, String> step = Map.of("providerId", "smart-patient", "name", "Choose");
        domain.admin.post(domain.path("/authentication/register-required-action"), step);
        domain.client("portal").changeAttributes(Map.of("access.token.signed.response.alg", "RS256"));
        RealmReport found = RealmReport.of(domain);
        assertThat(found.subjects("koppeltaal-patient-step")).containsExactly("realm");
        assertThat(found.subjects("koppeltaal-application")).containsExactly("client forgotten");
        assertThat(found.subjects("koppeltaal-algorithm")).containsExactly("client portal");
    }

    private static io.restassured.specification.RequestSpecification administrator(
            Realm realm, String name, String... roles) {
        RealmUser user = realm.createUser(name);
        for (String role : roles) {
            user.give(realm.client("realm-management"), role);
        }
        String token = Client.publicClient(realm, "admin-cli").password(name).path("access_token");
        return given().auth().oauth2(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"view-realm", "view-clients", "query-clients", "manage-users", "manage-realm"})
    @DisplayName("who may not see the realm and all its clients is refused")
    void refused(String role) {
        administrator(broken.realm, "only-" + role, role)
                .get(broken.realm.adminUrl("/smart-check"))
                .then()
                .statusCode(403);
        given().get(broken.realm.adminUrl("/smart-check")).then().statusCode(401);
    }

    @Test
    @DisplayName("who may see the realm and its clients sees no user, and no less of the clients than anybody")
    void auditor() {
        Response answer = administrator(broken.realm, "auditor", "view-realm", "view-clients")
                .get(broken.realm.adminUrl("/smart-check"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString()).doesNotContain("alice", "drbob");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        RealmReport seen = new RealmReport(answer.jsonPath().getMap(""));
        assertThat(seen.subjects("fhir-user-value")).contains("a user");
        assertThat(seen.findings()).hasSameSizeAs(report.findings());
    }

    @Test
    @DisplayName("attack 37: a fine-grained permission against a client doesn't hide the client's mistake")
    void fineGrained(Admin admin) {
        SmartRealm realm = SmartRealm.create(admin);
        realm.createClient("without-redirect", Map.of()).allow("launch/device", false);
        var request = administrator(realm, "auditor", "view-realm", "view-clients", "query-clients");
        realm.change(Map.of("adminPermissionsEnabled", true));
        Response answer = request.get(realm.adminUrl("/smart-check"));
        assertThat(new RealmReport(answer.jsonPath().getMap("")).subjects("redirect-missing"))
                .contains("client without-redirect");
    }

    @Test
    @DisplayName("people get a text, by the header Accept or by the parameter format")
    void text() {
        Realm realm = broken.realm;
        String byParameter =
                realm.admin.get(realm.path("/smart-check?format=text")).asString();
        String byHeader = realm.admin
                .request()
                .accept("text/plain")
                .get(realm.adminUrl("/smart-check"))
                .asString();
        assertThat(byParameter)
                .startsWith("Realm " + realm.name + ": errors: ")
                .contains("redirect-missing: client without-redirect", "  mend     ", "  place    ");
        assertThat(byHeader).isEqualTo(byParameter);
    }
}
