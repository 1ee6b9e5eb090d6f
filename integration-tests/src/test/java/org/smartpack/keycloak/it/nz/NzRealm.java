/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A realm with a policy for each class, clients that obey, and the user {@code hemi}. */
final class NzRealm extends Realm {

    /** The classes, and a client of each that has users. */
    enum Kind {
        PUBLIC("PUBLIC", "nz-public"),
        CONFIDENCE("IN-CONFIDENCE", "nz-in-confidence"),
        SENSITIVE("SENSITIVE", "nz-sensitive");

        final String id;
        final String role;

        Kind(String id, String role) {
            this.id = id;
            this.role = role;
        }
    }

    private static final Pattern CODE = Pattern.compile("name=\"code\" value=\"([^\"]*)\"");

    private NzRealm(Admin admin, String name) {
        super(admin, name);
    }

    /** A realm that is there. */
    static NzRealm of(Admin admin, String name) {
        return new NzRealm(admin, name);
    }

    /** A new realm with the strict profiles. */
    static NzRealm with(Admin admin) {
        return with(admin, "", Map.of());
    }

    /**
     * A new realm.
     *
     * @param variant what the names of the profiles for IN-CONFIDENCE and SENSITIVE end in
     * @param settings of the condition for IN-CONFIDENCE
     */
    static NzRealm with(Admin admin, String variant, Map<String, Object> settings) {
        List<Map<String, Object>> policies = Stream.of(Kind.values())
                .map(kind -> policy(
                        kind,
                        kind == Kind.PUBLIC ? kind.role : kind.role + variant,
                        kind == Kind.CONFIDENCE ? settings : Map.of()))
                .toList();
        NzRealm realm =
                new NzRealm(admin, Realm.create(admin, Map.of("clientPolicies", Map.of("policies", policies))).name);
        realm.createUser("hemi");
        return realm;
    }

    static Map<String, Object> policy(Kind kind, String profile, Map<String, Object> settings) {
        Map<String, Object> configuration = new LinkedHashMap<>(settings);
        configuration.put("classification", kind.id);
        return Map.of(
                "name",
                kind.id,
                "enabled",
                true,
                "conditions",
                List.of(Map.of("condition", "smart-nz-class", "configuration", configuration)),
                "profiles",
                List.of(profile));
    }

    /** The settings of a client with users that obeys all rules of the class. */
    static Map<String, Object> settings(Kind kind, ClientKey key) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", "client-" + UUID.randomUUID());
        client.put("publicClient", kind == Kind.PUBLIC);
        client.put("standardFlowEnabled", true);
        client.put("implicitFlowEnabled", kind != Kind.PUBLIC);
        client.put("directAccessGrantsEnabled", false);
        client.put("consentRequired", true);
        client.put("fullScopeAllowed", false);
        client.put("redirectUris", List.of(CALLBACK, "https://app.example.org/callback"));
        client.put("webOrigins", List.of("+"));
        client.put("rootUrl", "https://app.example.org");
        client.put("defaultClientScopes", List.of("basic", "acr"));
        client.put("optionalClientScopes", List.of("offline_access"));
        Map<String, String> attributes = new LinkedHashMap<>();
        if (kind == Kind.PUBLIC) {
            attributes.put("use.refresh.tokens", "false");
        } else {
            client.put("clientAuthenticatorType", "smart-jwt");
            attributes.putAll(SigningClient.imported(key.jwks()));
            attributes.put("id.token.as.detached.signature", "true");
        }
        client.put("attributes", attributes);
        return client;
    }

    /** Changes members; a member {@code attributes.NAME} is one attribute. */
    static Map<String, Object> changed(Map<String, Object> settings, Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        Map<Object, Object> attributes = new LinkedHashMap<>((Map<?, ?>) settings.get("attributes"));
        changes.forEach((name, value) -> {
            if (name.startsWith("attributes.")) {
                attributes.put(name.substring("attributes.".length()), value);
            } else {
                all.put(name, value);
            }
        });
        all.put("attributes", attributes);
        return all;
    }

    /** A client that gets the class after it has these settings. */
    RealmClient classified(Kind kind, Map<String, Object> settings) {
        RealmClient client = createClient(settings);
        classify(client, kind);
        return client;
    }

    void classify(RealmClient client, Kind kind) {
        admin.post(client.path() + "/roles", Map.of("name", kind.role));
    }

    /** Saves the client as the console does, with changes. */
    Response save(RealmClient client, Map<String, Object> changes) {
        return admin.request()
                .contentType(ContentType.JSON)
                .body(changed(client.representation(), changes))
                .put(adminUrl("/clients/" + client.id()));
    }

    /** A request that obeys all rules of the class. */
    static Map<String, String> request(Kind kind, String clientId, Pkce pkce) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", kind == Kind.PUBLIC ? "code" : "code id_token");
        request.put("client_id", clientId);
        request.put("redirect_uri", CALLBACK);
        request.put("scope", "openid");
        request.put("state", "state-of-the-app");
        request.put("nonce", "nonce-of-the-app");
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    private String authorize(Map<String, String> request) {
        return Client.publicClient(this, request.get("client_id")).authorize(request);
    }

    /** What comes before the user has logged in: a page, or an error at the callback. */
    Response ask(Map<String, String> request) {
        return browser().open(authorize(request));
    }

    /** What the callback gets when {@code hemi} logs in and agrees. */
    Map<String, String> login(Map<String, String> request) {
        return login(request, Map.of("accept", "Yes"));
    }

    /** What it gets when {@code hemi} logs in and doesn't agree. */
    Map<String, String> decline(Map<String, String> request) {
        return login(request, Map.of("cancel", "No"));
    }

    private Map<String, String> login(Map<String, String> request, Map<String, String> button) {
        LoginPages browser = browser();
        Response page = browser.submitLogin(browser.open(authorize(request)), "hemi");
        if (page.statusCode() == 200 && page.asString().contains("name=\"accept\"")) {
            Map<String, String> form = new LinkedHashMap<>(button);
            Matcher code = CODE.matcher(page.asString());
            if (code.find()) {
                form.put("code", code.group(1));
            }
            page = browser.send(page, form);
        }
        return callback(page);
    }

    /** The parameters at the callback, in the query or in the fragment; empty if it wasn't called. */
    static Map<String, String> callback(Response page) {
        String location = page.header("Location");
        if (location == null || !location.startsWith(CALLBACK)) {
            return Map.of();
        }
        URI uri = URI.create(location);
        String parameters = uri.getRawFragment() == null ? uri.getRawQuery() : uri.getRawFragment();
        Map<String, String> found = new LinkedHashMap<>();
        Arrays.stream(parameters.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> found.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return found;
    }

    static void refused(Response answer, int status, String error, String rule) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("error")).as(answer.asString()).isEqualTo(error);
        assertThat(answer.<String>path("error_description")).startsWith(rule + ":");
    }
}
