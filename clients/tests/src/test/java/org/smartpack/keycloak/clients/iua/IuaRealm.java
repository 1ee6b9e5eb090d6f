/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code iua} of the demo, with the FHIR server that takes its tokens. */
final class IuaRealm extends Realm {

    /** A system that gets tokens of its own. */
    static final String SYSTEM = "healthconnect";

    /** An app with a server and a secret. */
    static final String APP = "iua-app";

    /** The client that stands for the FHIR server. */
    static final String SERVER = "resource-server";

    /** Another resource server of the realm while a test runs. */
    static final String OTHER = "https://other.example.org/fhir";

    private static final String OTHER_CLIENT = "other-server";
    private static final String USER = "drsmith";

    final String fhir;

    private IuaRealm(Demo demo) {
        super(new Admin(demo.keycloakUrl()), "iua");
        this.fhir = demo.fhirBaseUrl("iua");
    }

    static IuaRealm of(Demo demo) {
        return new IuaRealm(demo);
    }

    /** Runs with a second resource server in the realm, at {@link #OTHER}. */
    void withOtherServer(Task task) throws Exception {
        RealmClient other = createClient(Map.of("clientId", OTHER_CLIENT, "standardFlowEnabled", false));
        try {
            other.addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", OTHER));
            task.run();
        } finally {
            admin.delete(other.path());
        }
    }

    interface Task {
        void run() throws Exception;
    }

    /** A system of a test's own, which may do what {@link #SYSTEM} may. */
    void createSystem(String clientId, Map<String, String> attributes) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "secret",
                Caller.secret(clientId),
                "standardFlowEnabled",
                false,
                "serviceAccountsEnabled",
                true,
                "attributes",
                attributes,
                "defaultClientScopes",
                List.of("basic", "system/*.*")));
        createClient(clientId, settings)
                .addMapper(
                        "IUA claims",
                        "smart-iua-claims",
                        Map.of(
                                "subject_organization", "Central Hospital",
                                "subject_organization_id", "urn:oid:1.2.840.113619.20.2",
                                "purpose_of_use", "http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT|treatment",
                                "doc_id", "urn:oid:1.2.3",
                                "acp", "urn:oid:1.2.4"));
    }

    /** A launch that the EHR registers for a patient. */
    String launch(String patient) {
        Response registered = Caller.basic(SERVER)
                .contentType("application/json")
                .body(Map.of("patient", patient))
                .post(url + "/smart/launch-context");
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
        return registered.path("launch");
    }

    /** The user signs in; answers the redirect URI with its parameters. */
    String visit(String authorizationUrl) {
        return CALLBACK + "?" + Query.of(browser().visit(authorizationUrl, USER));
    }
}
