/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

/**
 * The requests of Terraform's provider keycloak/keycloak 5.9.0, in the order in which it sends them: a client with
 * every member and attribute that the provider knows, mappers and scopes one by one.
 */
record TerraformRun(Realm realm) {

    /** Texts that are left out are sent empty, switches as strings. */
    private static final Map<String, String> ATTRIBUTES = attributes();

    private static Map<String, String> attributes() {
        Map<String, String> all = new LinkedHashMap<>();
        List.of(
                        "pkce.code.challenge.method",
                        "access.token.lifespan",
                        "login_theme",
                        "consent.screen.text",
                        "backchannel.logout.url",
                        "frontchannel.logout.url")
                .forEach(name -> all.put(name, ""));
        List.of(
                        "dpop.bound.access.tokens",
                        "exclude.session.state.from.auth.response",
                        "exclude.issuer.from.auth.response",
                        "display.on.consent.screen",
                        "client_credentials.use_refresh_token",
                        "backchannel.logout.revoke.offline.tokens",
                        "oauth2.device.authorization.grant.enabled",
                        "oauth2.jwt.authorization.grant.enabled",
                        "standard.token.exchange.enabled")
                .forEach(name -> all.put(name, "false"));
        all.put("use.refresh.tokens", "true");
        all.put("backchannel.logout.session.required", "true");
        return Map.copyOf(all);
    }

    RealmClient client(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", clientId);
        List.of("name", "description", "adminUrl", "baseUrl").forEach(text -> client.put(text, ""));
        client.put("protocol", "openid-connect");
        client.put("clientAuthenticatorType", "client-secret");
        client.put("enabled", true);
        client.put("fullScopeAllowed", true);
        List.of(
                        "publicClient",
                        "bearerOnly",
                        "standardFlowEnabled",
                        "implicitFlowEnabled",
                        "directAccessGrantsEnabled",
                        "serviceAccountsEnabled",
                        "frontchannelLogout",
                        "authorizationServicesEnabled",
                        "consentRequired",
                        "alwaysDisplayInConsole")
                .forEach(flag -> client.put(flag, false));
        client.put("redirectUris", List.of());
        client.put("webOrigins", List.of());
        client.put("attributes", ATTRIBUTES);
        client.putAll(settings);
        return realm.createClient(client);
    }

    void mapper(RealmClient client, String name, String type, Map<String, String> config) {
        realm.admin.post(client.path() + "/protocol-mappers/models", Mapper.of(name, type, config));
    }

    void serviceAccountRole(RealmClient client, RealmClient owner, String role) {
        client.give(owner, role);
    }

    /** Leaves the client exactly these scopes of a kind. */
    void scopes(RealmClient client, String kind, List<String> names) {
        String path = client.path() + "/" + kind + "-client-scopes";
        List<Map<String, String>> there = realm.admin.get(path).jsonPath().getList("");
        there.stream()
                .filter(scope -> !names.contains(scope.get("name")))
                .forEach(scope -> realm.admin.delete(path + "/" + scope.get("id")));
        List<Map<String, String>> all =
                realm.admin.get(realm.path("/client-scopes")).jsonPath().getList("");
        all.stream()
                .filter(scope -> names.contains(scope.get("name")))
                .forEach(scope -> realm.admin.put(path + "/" + scope.get("id"), Map.of()));
    }

    void user() {
        realm.admin.post(
                realm.path("/users"),
                Map.of(
                        "username",
                        "bob",
                        "email",
                        "bob@example.org",
                        "emailVerified",
                        false,
                        "firstName",
                        "Bob",
                        "lastName",
                        "Brown",
                        "enabled",
                        true,
                        "attributes",
                        Map.of("fhirUser", List.of("Practitioner/9")),
                        "requiredActions",
                        List.of()));
        realm.admin.put(
                realm.user("bob").path() + "/reset-password",
                Map.of("type", "password", "value", "once-and-for-the-first-time", "temporary", true));
    }
}
