/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.TrustedIssuer;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the realm check says of an IUA realm. */
@ExtendWith(SharedServer.class)
class IuaCheckIT {

    private static final String PURPOSE = "http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT";

    /** The rules that are broken, with whose mistake each is. */
    private static List<String> findings(Realm realm) {
        List<Map<String, String>> all =
                realm.admin.get(realm.path("/smart-check")).jsonPath().getList("findings");
        return all.stream()
                .map(finding -> finding.get("rule") + " " + finding.get("subject"))
                .toList();
    }

    /** A client for the JWT grant, without a login. */
    private static RealmClient asserting(Realm realm, String clientId, boolean withUsers) {
        RealmClient client = realm.createClient(
                clientId,
                Map.of(
                        "secret",
                        Caller.secret(clientId),
                        "standardFlowEnabled",
                        false,
                        "attributes",
                        TrustedIssuer.CLIENT_ATTRIBUTES));
        client.allow("user/Observation.rs", false);
        client.addMapper("smart-iua-claims", withUsers ? Map.of("jwt.user.scopes", "true") : Map.of());
        return client;
    }

    @Test
    @DisplayName(
            "IUA-71-2, IUA-JWT-3, JWTG-6: the shipped realm, and a client with user scopes by assertion, have no fault")
    void good(Admin admin) {
        Realm realm = Iua.create(admin).realm;
        asserting(realm, "good", true);
        assertThat(findings(realm)).noneMatch(finding -> finding.startsWith("iua-") || finding.endsWith(" good"));
    }

    @Test
    @DisplayName("IUA-JWT-1, IUA-JWT-3, JWTG-6, SMART-SCOPE-49: mistakes of an IUA realm are named")
    void mistakes(Admin admin) {
        Realm realm = Iua.create(admin).realm;
        asserting(realm, "in-vain", false);
        realm.client(Iua.APP).changeAttributes(Map.of("access.token.signed.response.alg", "HS256"));
        realm.importClient(
                "odd",
                Map.of(
                        "protocolMappers",
                        List.of(Mapper.of("IUA claims", "smart-iua-claims", Map.of("purpose_of_use", "TREAT")))));
        realm.oldScope("iti-67");
        Map<String, Object> profile = new LinkedHashMap<>(
                realm.admin.get(realm.path("/users/profile")).jsonPath().getMap(""));
        profile.put("unmanagedAttributePolicy", "ENABLED");
        realm.admin.put(realm.path("/users/profile"), profile);
        assertThat(findings(realm))
                .contains(
                        "iua-user-scopes client in-vain",
                        "iua-token-symmetric client " + Iua.APP,
                        "iua-claims-invalid client odd",
                        "iua-scope-misspelt client scope iti-67",
                        "iua-attribute-editable realm");
    }

    @Test
    @DisplayName(
            "IUA-71-2, IUA-JWT-3: the realm's mapper on a client that is no resource server, and claims without it")
    void misplaced(Admin admin) {
        Realm realm = Realm.create(admin);
        realm.createClient("app", Map.of()).addMapper("smart-iua-claims", Map.of("purpose_of_use", PURPOSE));
        assertThat(findings(realm)).contains("iua-realm-missing client app");
        realm.createClient("gateway", Map.of()).addMapper("smart-iua", Map.of());
        assertThat(findings(realm))
                .contains("iua-without-fhir-server client gateway")
                .doesNotContain("iua-realm-missing client app");
    }
}
