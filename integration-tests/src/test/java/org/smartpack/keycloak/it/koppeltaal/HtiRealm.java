/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;

/** The realm {@code koppeltaal} that the pack ships, under a name of its own; {@code portal} launches {@code module}. */
final class HtiRealm {

    static final String FHIR = "http://127.0.0.1:8090/koppeltaal/fhir";
    static final String CALLBACK = "http://127.0.0.1:9999/callback";
    static final String PATIENT = "Patient/kt-pat-1";
    static final String PRACTITIONER = "Practitioner/kt-prac-1";

    final KeycloakServer server;
    final Admin admin;
    final String name;
    final String url;

    private HtiRealm(KeycloakServer server, Admin admin, String name) {
        this.server = server;
        this.admin = admin;
        this.name = name;
        this.url = server.realmUrl(name);
    }

    static HtiRealm create(KeycloakServer server, Admin admin) {
        return create(server, admin, export -> export);
    }

    /** Imports the realm export as {@code changed}. */
    static HtiRealm create(KeycloakServer server, Admin admin, UnaryOperator<Map<String, Object>> changed) {
        Map<String, Object> export = Installation.realm("koppeltaal");
        return new HtiRealm(server, admin, admin.createRealm(changed.apply(export)));
    }

    /** The same realm, seen through another node of the cluster. */
    HtiRealm at(KeycloakServer node) {
        return new HtiRealm(node, admin, name);
    }

    String endpoint(String path) {
        return url + "/protocol/openid-connect/" + path;
    }

    /** A visitor's browser, with no session yet. */
    LoginPages browser() {
        return new LoginPages(CALLBACK);
    }

    Module module() {
        return new Module(this, "module", ClientKey.demo("module"));
    }

    /** A right launch token of the demo's portal for the demo's module, to be spoilt or used. */
    AssertionBuilder hti() {
        return hti("portal", ClientKey.demo("portal"), "ES384");
    }

    static AssertionBuilder hti(String portal, ClientKey key, String algorithm) {
        return new AssertionBuilder(key, algorithm, portal, "Device/module")
                .claim("sub", PATIENT)
                .claim("iat", AssertionBuilder.now())
                .claim("resource", "Task/task-1");
    }

    /** Another application that launches, with a key of its own. */
    String portal(ClientKey key) {
        String clientId = "portal-" + UUID.randomUUID();
        admin.createClient(name, portal(clientId, key, Map.of()));
        return clientId;
    }

    static Map<String, Object> portal(String clientId, ClientKey key, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "clientId",
                clientId,
                "clientAuthenticatorType",
                "smart-jwt",
                "standardFlowEnabled",
                false,
                "attributes",
                Map.of("use.jwks.string", "true", "jwks.string", key.jwks()),
                "protocolMappers",
                List.of(application(Map.of("hti.portal", "true")))));
        client.putAll(settings);
        return client;
    }

    /** Another module, launched with HTI tokens, with these settings of the mapper beside. */
    Module newModule(Map<String, String> settings) {
        String clientId = "module-" + UUID.randomUUID();
        ClientKey key = ClientKey.demo("module");
        Map<String, String> config = new LinkedHashMap<>(settings);
        config.put("hti.launch", "true");
        admin.createClient(
                name,
                Map.of(
                        "clientId",
                        clientId,
                        "clientAuthenticatorType",
                        "smart-jwt",
                        "redirectUris",
                        List.of(CALLBACK),
                        "fullScopeAllowed",
                        false,
                        "attributes",
                        Map.of("use.jwks.string", "true", "jwks.string", key.jwks()),
                        "protocolMappers",
                        List.of(application(config)),
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of("launch", "fhirUser")));
        return new Module(this, clientId, key);
    }

    private static Map<String, Object> application(Map<String, String> config) {
        return Map.of(
                "name",
                "Koppeltaal application",
                "protocol",
                "openid-connect",
                "protocolMapper",
                "smart-koppeltaal-app",
                "config",
                config);
    }

    /** The internal id of a client. */
    String clientUuid(String clientId) {
        return admin.get("/" + name + "/clients?clientId=" + clientId).path("[0].id");
    }

    /** Changes members of a client's representation. */
    void change(String clientId, Map<String, Object> members) {
        String path = "/" + name + "/clients/" + clientUuid(clientId);
        Map<String, Object> client =
                new LinkedHashMap<>(admin.get(path).jsonPath().getMap(""));
        client.putAll(members);
        admin.put(path, client);
    }

    /** The reasons in the failed logins' events, newest first. */
    List<String> reasons(String type) {
        List<String> reasons = new ArrayList<>();
        for (Map<String, Object> event : admin.events(name, type)) {
            reasons.add(String.valueOf(((Map<?, ?>) event.get("details")).get("reason")));
        }
        return reasons;
    }
}
