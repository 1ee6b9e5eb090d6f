/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.testkit.client.Caller.bearer;

/** A caller's own access token is one to ask with only where it is meant for that: others get to see it too. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BearerAudienceIT {

    private IntrospectionRealm realm;
    private Asker asker;
    private String token;

    @BeforeAll
    void realm(Admin admin) {
        realm = new IntrospectionRealm(admin);
        asker = realm.asker;
        token = realm.launched().path("access_token");
        realm.confidential("billing", Map.of());
        fhirServer("second-fhir", "https://second.example.org/fhir");
    }

    private void fhirServer(String clientId, String baseUrl) {
        realm.confidential(clientId, Map.of());
        realm.client(clientId).addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", baseUrl));
    }

    private void auditor(String clientId, String... audience) {
        realm.confidential(
                clientId,
                Map.of(
                        "protocolMappers",
                        Arrays.stream(audience)
                                .map(name -> Map.of(
                                        "name",
                                        "audience " + name,
                                        "protocol",
                                        "openid-connect",
                                        "protocolMapper",
                                        "oidc-audience-mapper",
                                        "config",
                                        Map.of("included.client.audience", name, "access.token.claim", "true")))
                                .toList()));
        realm.give(clientId, "introspect-any");
    }

    @Test
    @DisplayName("INTRO-5, 25 a token for somebody else is none to ask with, whatever the roles of its client")
    void forSomebodyElse() {
        auditor("auditor-of-billing", "billing");
        Answers.invalidToken("Bearer", asker.ask(bearer(realm.tokenOf("auditor-of-billing")), token));
        asker.active(Caller.basic("auditor-of-billing"), token);
    }

    @Test
    @DisplayName(
            "INTRO-5, 25 nor is one that is for somebody else too: beside Keycloak, a FHIR server or its own client")
    void forSomebodyElseToo() {
        for (String beside : List.of("account", "fhir-server", "own")) {
            String clientId = "auditor-" + beside;
            auditor(clientId, "billing", beside.equals("own") ? clientId : beside);
            assertThat(List.of(Asker.claims(realm.tokenOf(clientId)).get("aud")).toString())
                    .contains("billing");
            Answers.invalidToken(beside, asker.ask(bearer(realm.tokenOf(clientId)), token));
            asker.active(Caller.basic(clientId), token);
        }
        auditor("auditor-of-keycloak", "account", "auditor-of-keycloak");
        asker.active(bearer(realm.tokenOf("auditor-of-keycloak")), token);
    }

    @Test
    @DisplayName("INTRO-25 a token that names the realm's only FHIR server asks about its tokens, and about no others")
    void onlyFhirServer(KeycloakServer server, Admin admin) {
        IntrospectionRealm single = new IntrospectionRealm(admin);
        // As the console makes a client: its roles are in its tokens, and with them the FHIR server in "aud".
        single.confidential(
                "console-auditor", Map.of("fullScopeAllowed", true, "defaultClientScopes", List.of("basic", "roles")));
        single.give("console-auditor", "introspect-any");
        String caller = single.tokenOf("console-auditor");
        assertThat(String.valueOf(Asker.claims(caller).get("aud"))).contains("fhir-server", "account");

        single.asker.active(bearer(caller), single.launched().path("access_token"));
        String other = single.tokenOf(IntrospectionRealm.STRANGER);
        single.asker.active(Caller.basic("console-auditor"), other);
        single.asker.inactive("not for the FHIR server", bearer(caller), other);
    }

    @Test
    @DisplayName("INTRO-25 a token for one FHIR server asks about the tokens of that server only")
    void forOneFhirServer() {
        auditor("auditor-of-first", "fhir-server");
        asker.active(bearer(realm.tokenOf("auditor-of-first")), token);

        auditor("auditor-of-both", "second-fhir");
        // The role is one of the first server's client, and the token was made for the second.
        Answers.insufficientScope("Bearer", asker.ask(bearer(realm.tokenOf("auditor-of-both")), token));
        asker.active(Caller.basic("auditor-of-both"), token);
    }

    @Test
    @DisplayName("INTRO-25 a FHIR server that is disabled takes nothing from a token that is for another one too")
    void disabledFhirServer() {
        fhirServer("retired-fhir", "https://retired.example.org/fhir");
        auditor("auditor-of-retired", "retired-fhir");
        auditor("auditor-beside", "fhir-server", "retired-fhir");
        realm.client("retired-fhir").change(Map.of("enabled", false));
        asker.active(bearer(realm.tokenOf("auditor-beside")), token);
        Answers.insufficientScope("Bearer", asker.ask(bearer(realm.tokenOf("auditor-of-retired")), token));
    }

    @Test
    @DisplayName("INTRO-24 a token for nobody in particular asks about every token, with the role or the scope")
    void forNobody() {
        asker.active(bearer(realm.tokenOf(IntrospectionRealm.AUDITOR)), token);
        asker.active(
                bearer(Client.confidential(realm, IntrospectionRealm.SCOPED).ownToken(Map.of("scope", "__introspect"))),
                token);
    }
}
