/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

/**
 * The realm {@code smart} that the pack ships, with clients that may ask about tokens and one that may not. Secrets are
 * {@code <client_id>-secret}.
 */
final class IntrospectionRealm extends SmartRealm {

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

    final Asker asker = new Asker(this);

    /** Has the role {@code introspect}, and a key. */
    final SigningClient signed;

    IntrospectionRealm(Admin admin) {
        super(admin, imported(admin, Map.of("eventsEnabled", true)));
        confidential(GATEWAY, Map.of());
        give(GATEWAY, "introspect");
        confidential(AUDITOR, Map.of());
        give(AUDITOR, "introspect-any");
        confidential(STRANGER, Map.of());
        // As the console makes it: "Include in token scope" is off there.
        admin.createScope(name, "__introspect", Map.of("include.in.token.scope", "false"));
        confidential(SCOPED, Map.of("optionalClientScopes", List.of("__introspect")));
        signed = SigningClient.create(this, "signed-gateway");
        give(signed.clientId(), "introspect");
    }

    void confidential(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "secret",
                Caller.secret(clientId),
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "fullScopeAllowed",
                false,
                "defaultClientScopes",
                List.of("basic")));
        client.putAll(settings);
        createClient(clientId, client);
    }

    /** Gives a client's service account a role of the FHIR server. */
    void give(String clientId, String role) {
        client(clientId).give(client(FHIR_SERVER), role);
    }

    void take(String clientId, String role) {
        client(clientId).take(client(FHIR_SERVER), role);
    }

    /** The access token of its own that a client with a secret gets. */
    String tokenOf(String clientId) {
        return Client.confidential(this, clientId).ownToken();
    }

    /** An app's tokens after a launch of {@code drbob} with patient {@code pat-1}. */
    Response launched() {
        return launched(newApp(Map.of()));
    }

    Response launched(App app) {
        return app.launch(browser(), "drbob", Map.of("patient", "pat-1"));
    }
}
