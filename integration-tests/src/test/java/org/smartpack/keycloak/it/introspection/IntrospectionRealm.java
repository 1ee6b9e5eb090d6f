/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.launch.App;
import org.smartpack.keycloak.it.launch.LaunchRealm;
import org.smartpack.keycloak.it.launch.SigningClient;
import org.smartpack.keycloak.testkit.Admin;

/**
 * The realm {@code smart} that the pack ships, with clients that may ask about tokens and one that may not. Secrets are
 * {@code <client_id>-secret}.
 */
final class IntrospectionRealm {

    /** The FHIR server's own client. */
    static final String FHIR_SERVER = "fhir-server";

    /** Has the role {@code introspect} of the FHIR server. */
    static final String GATEWAY = "gateway";

    /** Has the role {@code introspect-any}. */
    static final String AUDITOR = "auditor";

    /** Can get the scope {@code __introspect}. */
    static final String SCOPED = "scoped";

    /** Has a service account and nothing more. */
    static final String STRANGER = "stranger";

    final LaunchRealm smart;
    final Admin admin;
    final String name;
    final Asker asker;

    /** Has the role {@code introspect}, and a key. */
    final SigningClient signed = new SigningClient("signed-gateway");

    IntrospectionRealm(KeycloakServer server, Admin admin) {
        this.smart = LaunchRealm.create(server, admin, Map.of("eventsEnabled", true));
        this.admin = admin;
        this.name = smart.name;
        this.asker = new Asker(smart.url);
        confidential(GATEWAY, Map.of());
        give(GATEWAY, "introspect");
        confidential(AUDITOR, Map.of());
        give(AUDITOR, "introspect-any");
        confidential(STRANGER, Map.of());
        // As the console makes it: "Include in token scope" is off there.
        admin.createScope(name, "__introspect", Map.of("include.in.token.scope", "false"));
        confidential(SCOPED, Map.of("optionalClientScopes", List.of("__introspect")));
        Map<String, Object> client = new LinkedHashMap<>(signed.representation());
        client.put("clientId", signed.clientId());
        admin.createClient(name, client);
        give(signed.clientId(), "introspect");
    }

    void confidential(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "clientId",
                clientId,
                "secret",
                Asker.secret(clientId),
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "fullScopeAllowed",
                false,
                "defaultClientScopes",
                List.of("basic")));
        client.putAll(settings);
        admin.createClient(name, client);
    }

    String path(String clientId) {
        return "/" + name + "/clients/" + smart.clientUuid(clientId);
    }

    private String mappings(String clientId) {
        String account = admin.get(path(clientId) + "/service-account-user").path("id");
        return "/" + name + "/users/" + account + "/role-mappings/clients/" + smart.clientUuid(FHIR_SERVER);
    }

    private Map<String, Object> role(String role) {
        return admin.get(path(FHIR_SERVER) + "/roles/" + role).jsonPath().getMap("");
    }

    void give(String clientId, String role) {
        admin.post(mappings(clientId), List.of(role(role)));
    }

    void take(String clientId, String role) {
        admin.request()
                .contentType(ContentType.JSON)
                .body(List.of(role(role)))
                .delete(smart.url.substring(0, smart.url.indexOf("/realms/")) + "/admin/realms" + mappings(clientId))
                .then()
                .statusCode(204);
    }

    void change(String clientId, Map<String, Object> changed) {
        Map<String, Object> client =
                new LinkedHashMap<>(admin.get(path(clientId)).jsonPath().getMap(""));
        client.putAll(changed);
        admin.put(path(clientId), client);
    }

    App app(Map<String, Object> settings) {
        return smart.newApp(settings);
    }

    /** An app's tokens after a launch of {@code drbob} with patient {@code pat-1}. */
    Response launched() {
        return launched(smart.newApp(Map.of()));
    }

    Response launched(App app) {
        return app.launch(smart.browser(), "drbob", Map.of("patient", "pat-1"));
    }
}
