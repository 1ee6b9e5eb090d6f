/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of a realm made for a test class: confidential, every grant type enabled. The realm has the user
 * {@code alice} and a client {@code resource-server} that every token is for and that may introspect it.
 */
final class ScopeClient extends Client {

    private static final String RESOURCE_SERVER = "resource-server";

    /** As the administrator sees it. */
    final RealmClient client;

    private ScopeClient(RealmClient client) {
        super(client.realm(), client.clientId(), () -> Caller.basic(client.clientId()));
        this.client = client;
    }

    /** A new realm with a client. */
    static ScopeClient create(Admin admin) {
        return create(admin, Map.of());
    }

    /** A new realm, with members of the realm representation, and a client. */
    static ScopeClient create(Admin admin, Map<String, Object> settings) {
        Realm realm = Realm.create(admin, settings);
        realm.createClient(RESOURCE_SERVER, Map.of("secret", Caller.secret(RESOURCE_SERVER)));
        realm.createUser("alice");
        return create(realm, Map.of());
    }

    private static ScopeClient create(Realm realm, Map<String, Object> settings) {
        String clientId = "app-" + UUID.randomUUID();
        Map<String, Object> representation = new LinkedHashMap<>(Map.of(
                "secret",
                Caller.secret(clientId),
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "redirectUris",
                List.of(Realm.CALLBACK),
                "attributes",
                Map.of(
                        "standard.token.exchange.enabled", "true",
                        "standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION",
                        "oauth2.device.authorization.grant.enabled", "true"),
                "protocolMappers",
                List.of(Mapper.audience(RESOURCE_SERVER), Mapper.audience(clientId))));
        representation.putAll(settings);
        return new ScopeClient(realm.createClient(clientId, representation));
    }

    /** Another client of the same realm, without allowances; {@code settings} are members of its representation. */
    ScopeClient newClient(Map<String, Object> settings) {
        return create(realm(), settings);
    }

    /** Creates a client scope with the console's defaults and assigns it to the client; answers its id. */
    String allow(String scope, boolean asDefault) {
        client.allow(scope, asDefault);
        return realm().scope(scope);
    }

    ScopeClient allowing(String... scopes) {
        for (String scope : scopes) {
            allow(scope, false);
        }
        return this;
    }

    /** An authorization request's address; {@code more} are names and values. */
    String authorize(String scope, String... more) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("state", "s1");
        request.put("client_id", clientId());
        request.put("redirect_uri", Realm.CALLBACK);
        request.put("scope", scope);
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return authorize(request);
    }

    /** Runs the code flow to its end and gives the token answer. */
    Response authorizationCode(LoginPages browser, String scope) {
        Map<String, String> callback = browser.visit(authorize(scope), "alice");
        assertThat(callback).as("the callback").containsKey("code");
        return redeem(callback.get("code"));
    }

    /**
     * The SMART scopes of a successful answer; token, answer and introspection agree to the letter.
     */
    List<String> granted(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        String scope = response.path("scope");
        String token = response.path("access_token");
        assertThat(Jwt.claims(token).getString("scope")).as("the access token").isEqualTo(scope);
        JsonPath introspection = Client.confidential(realm(), RESOURCE_SERVER).introspect(token);
        assertThat(introspection.getBoolean("active")).isTrue();
        assertThat(introspection.getString("scope")).as("the introspection").isEqualTo(scope);
        List<String> smart = new ArrayList<>();
        for (String item : scope.split(" ")) {
            if (item.contains("/")) {
                smart.add(item);
            }
        }
        return smart;
    }

    /** Asserts RFC 6749 section 5.2: 400, {@code invalid_scope}, not cached; gives the description. */
    static String invalidScope(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(response.header("Cache-Control")).contains("no-store");
        return response.path("error_description");
    }
}
