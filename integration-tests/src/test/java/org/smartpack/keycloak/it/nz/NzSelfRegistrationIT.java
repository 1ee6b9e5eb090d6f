/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Clients that register and change themselves (RFC 7591, RFC 7592) where New Zealand's rules hold. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzSelfRegistrationIT {

    private static final String INVALID = "invalid_client_metadata";
    private static final String OIDC = "openid-connect";

    /** Keycloak's own format, in which more can be said. */
    private static final String DEFAULT = "default";

    /** One of Keycloak's own client ids that a realm may not have yet. */
    private static final String KEYCLOAKS = "_system";

    private final ClientKey key = ClientKey.rsa();

    /** Where the rules for IN-CONFIDENCE hold for clients without a class, too. */
    private NzRealm strict;

    /** Where they don't. */
    private NzRealm open;

    @BeforeAll
    void create(Admin admin) {
        strict = NzRealm.with(admin, "", Map.of("unclassified", true));
        open = NzRealm.with(admin);
        trust(strict);
    }

    private static void trust(NzRealm realm) {
        Map<String, Object> policy = new LinkedHashMap<>(realm.admin
                .get(realm.path("/components"))
                .jsonPath()
                .getMap("find { it.providerId == 'trusted-hosts' && it.subType == 'anonymous' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) policy.get("config"));
        config.put("trusted-hosts", List.of("127.0.0.1"));
        policy.put("config", config);
        realm.admin.put(realm.path("/components/") + policy.get("id"), policy);
    }

    private static String url(Realm realm, String format) {
        return realm.url + "/clients-registrations/" + format;
    }

    private static RequestSpecification with(String token) {
        return given().auth().preemptive().oauth2(token).contentType(ContentType.JSON);
    }

    private static RequestSpecification invited(Realm realm) {
        return with(realm.admin
                .post(realm.path("/clients-initial-access"), Map.of("count", 1, "expiration", 600))
                .path("token"));
    }

    /** What a client that obeys says of itself. */
    private Map<String, Object> metadata(Kind kind) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "nz-public");
        metadata.put("redirect_uris", List.of(Realm.CALLBACK));
        metadata.put("scope", "");
        if (kind == Kind.PUBLIC) {
            metadata.put("response_types", List.of("code"));
            metadata.put("grant_types", List.of("authorization_code"));
            metadata.put("token_endpoint_auth_method", "none");
        } else {
            metadata.put("response_types", List.of("code id_token"));
            metadata.put("grant_types", List.of("authorization_code", "implicit", "refresh_token"));
            metadata.put("token_endpoint_auth_method", "private_key_jwt");
            metadata.put("jwks", new JWKSet(key.jwk()).toJSONObject());
        }
        return metadata;
    }

    private static List<String> clients(Realm realm) {
        return realm.admin.get(realm.path("/clients?max=1000")).jsonPath().getList("clientId");
    }

    private Map<String, String> callback(NzRealm realm, Kind kind, String clientId, String without) {
        Map<String, String> request = NzRealm.request(kind, clientId, Pkce.create());
        request.remove(without);
        return NzRealm.callback(realm.ask(request));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("NZ-21, NZ-41, NZ-70: a client registers itself, with a token or without, and is under the rules")
    void registers(boolean isInvited) {
        Response created = (isInvited ? invited(strict) : given().contentType(ContentType.JSON))
                .body(metadata(Kind.CONFIDENCE))
                .post(url(strict, OIDC));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        String clientId = created.path("client_id");
        assertThat(strict.client(clientId).representation())
                .containsEntry("consentRequired", true)
                .containsEntry("fullScopeAllowed", false);
        assertThat(strict.ask(NzRealm.request(Kind.CONFIDENCE, clientId, Pkce.create()))
                        .asString())
                .contains("kc-form-login");
        assertThat(callback(strict, Kind.CONFIDENCE, clientId, "state").get("error_description"))
                .startsWith("NZ-30:");
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments("NZ-78", Map.of("response_types", List.of("code"))),
                arguments("NZ-26", Map.of("token_endpoint_auth_method", "client_secret_basic")),
                arguments("NZ-26", Map.of("token_endpoint_auth_method", "client_secret_post")),
                arguments("NZ-72", Map.of("token_endpoint_auth_method", "none")),
                arguments("NZ-27", Map.of("redirect_uris", List.of("http://app.example.org/callback"))),
                arguments("NZ-27", Map.of("redirect_uris", List.of("org.example.app:/callback"))),
                arguments("NZ-27", Map.of("logo_uri", "http://app.example.org/logo.png")),
                arguments("NZ-29", Map.of("redirect_uris", List.of("https://app.example.org/*"))),
                arguments("NZ-83", grants("password")),
                arguments("NZ-70", grants("urn:ietf:params:oauth:grant-type:device_code")),
                arguments("NZ-70", grants("urn:ietf:params:oauth:grant-type:token-exchange")),
                arguments("NZ-70", grants("urn:ietf:params:oauth:grant-type:jwt-bearer")),
                arguments("NZ-84", grants("client_credentials")),
                arguments("NZ-9", Map.of("id_token_signed_response_alg", "HS256")),
                arguments("NZ-9", Map.of("authorization_signed_response_alg", "RS512")),
                arguments("NZ-78", Map.of("dpop_bound_access_tokens", true)));
    }

    private static Map<String, Object> grants(String more) {
        return Map.of("grant_types", List.of("authorization_code", "implicit", more));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    @DisplayName("NZ-9, 26, 27, 29, 70, 72, 78, 83, 84: a client that breaks a rule isn't registered")
    void breaks(String rule, Map<String, Object> change) {
        List<String> before = clients(strict);
        Map<String, Object> metadata = metadata(Kind.CONFIDENCE);
        metadata.putAll(change);
        NzRealm.refused(invited(strict).body(metadata).post(url(strict, OIDC)), 400, INVALID, rule);
        assertThat(clients(strict)).isEqualTo(before);
    }

    @Test
    @DisplayName("NZ-70: one that asks for UMA isn't registered either, nor saved by an administrator")
    void uma() {
        Map<String, Object> metadata = metadata(Kind.CONFIDENCE);
        metadata.put("response_types", List.of("none"));
        metadata.put("grant_types", List.of("client_credentials", "urn:ietf:params:oauth:grant-type:uma-ticket"));
        List<String> before = clients(strict);
        Response refused = invited(strict).body(metadata).post(url(strict, OIDC));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error_description")).startsWith("NZ-");
        assertThat(clients(strict)).isEqualTo(before);
        Map<String, Object> system = NzRealm.changed(
                NzRealm.settings(Kind.CONFIDENCE, key),
                Map.of(
                        "standardFlowEnabled", false,
                        "implicitFlowEnabled", false,
                        "serviceAccountsEnabled", true));
        RealmClient client = open.classified(Kind.CONFIDENCE, system);
        assertThat(open.save(client, Map.of()).statusCode()).isEqualTo(204);
        NzRealm.refused(open.save(client, Map.of("authorizationServicesEnabled", true)), 400, INVALID, "NZ-70");
        assertThat(client.representation().get("authorizationServicesEnabled")).isNotEqualTo(true);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                arguments("NZ-4", Map.of("attributes.access.token.lifespan", "3600")),
                arguments("NZ-7", Map.of("attributes.client.offline.session.max.lifespan", "86400")),
                arguments("NZ-8", Map.of("attributes.id.token.as.detached.signature", "false")),
                arguments("NZ-22", Map.of("attributes.pkce.code.challenge.method", "plain")),
                arguments("NZ-56", Map.of("fullScopeAllowed", true)),
                arguments("NZ-61", Map.of("consentRequired", false)));
    }

    /** In Keycloak's own format, without what only administrators may say. */
    private Map<String, Object> representation() {
        Map<String, Object> client = NzRealm.settings(Kind.CONFIDENCE, key);
        client.remove("defaultClientScopes");
        client.remove("optionalClientScopes");
        client.put("webOrigins", List.of());
        return client;
    }

    @ParameterizedTest
    @MethodSource("settings")
    @DisplayName("NZ-4, 7, 8, 22, 56, 61: nor one that says so in Keycloak's own format")
    void breaksBySettings(String rule, Map<String, Object> change) {
        Response created = invited(strict).body(representation()).post(url(strict, DEFAULT));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        List<String> before = clients(strict);
        NzRealm.refused(
                invited(strict).body(NzRealm.changed(representation(), change)).post(url(strict, DEFAULT)),
                400,
                INVALID,
                rule);
        assertThat(clients(strict)).isEqualTo(before);
    }

    /** Registered without rules, classified by an administrator, and saved once. */
    private Response classified(Kind kind) {
        Response created = invited(open).body(metadata(kind)).post(url(open, OIDC));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        RealmClient client = open.client(created.path("client_id"));
        open.classify(client, kind);
        Response saved = open.save(client, Map.of("consentRequired", true, "fullScopeAllowed", false));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(204);
        return created;
    }

    private static Response put(Response created, Map<String, Object> metadata) {
        Map<String, Object> body = new LinkedHashMap<>(metadata);
        body.put("client_id", created.path("client_id"));
        return with(created.path("registration_access_token"))
                .body(body)
                .put(created.<String>path("registration_client_uri"));
    }

    static Stream<Arguments> changes() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.concat(
                        Stream.of(
                                arguments(kind, "NZ-9", Map.of("id_token_signed_response_alg", "HS256")),
                                arguments(kind, "NZ-27", Map.of("redirect_uris", List.of("http://b.example/callback"))),
                                arguments(kind, "NZ-29", Map.of("redirect_uris", List.of("https://b.example/*"))),
                                arguments(
                                        kind,
                                        "NZ-83",
                                        Map.of("grant_types", List.of("authorization_code", "password")))),
                        kind == Kind.PUBLIC
                                ? Stream.of(
                                        arguments(kind, "NZ-80", Map.of("response_types", List.of("code id_token"))),
                                        arguments(
                                                kind,
                                                "NZ-89",
                                                Map.of("grant_types", List.of("authorization_code", "refresh_token"))))
                                : Stream.of(
                                        arguments(
                                                kind,
                                                "NZ-26",
                                                Map.of("token_endpoint_auth_method", "client_secret_post")),
                                        arguments(kind, "NZ-72", Map.of("token_endpoint_auth_method", "none")),
                                        arguments(kind, "NZ-78", Map.of("response_types", List.of("code"))))));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-41, NZ-70: a classified client changes itself within the rules, and keeps its class")
    void changesItself(Kind kind) {
        Response created = classified(kind);
        Map<String, Object> metadata = metadata(kind);
        metadata.put("client_name", "Renamed");
        Response changed = put(created, metadata);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        RealmClient client = open.client(created.path("client_id"));
        assertThat(client.representation()).containsEntry("name", "Renamed");
        assertThat(callback(open, kind, client.clientId(), "state").get("error_description"))
                .startsWith("NZ-30:");
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("NZ-9, 26, 27, 29, 72, 78, 80, 83, 89: it can't change itself against a rule")
    void breaksOnChange(Kind kind, String rule, Map<String, Object> change) {
        Response created = classified(kind);
        RealmClient client = open.client(created.path("client_id"));
        Map<String, Object> before = client.representation();
        Map<String, Object> metadata = metadata(kind);
        metadata.putAll(change);
        NzRealm.refused(put(created, metadata), 400, INVALID, rule);
        assertThat(client.representation()).isEqualTo(before);
    }

    @Test
    @DisplayName("NZ-70: a client can't choose a class when it registers, whatever token it has")
    void ownClass() {
        Map<String, Object> client = representation();
        client.put("defaultRoles", List.of("nz-public"));
        for (NzRealm realm : List.of(strict, open)) {
            List<String> before = clients(realm);
            for (RequestSpecification caller : List.of(invited(realm), with(manager(realm)))) {
                NzRealm.refused(caller.body(client).post(url(realm, DEFAULT)), 400, INVALID, "NZ-70");
            }
            assertThat(clients(realm)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("NZ-70: nor later, and other roles are its own affair")
    void ownClassLater() {
        Map<String, Object> client = representation();
        client.put("defaultRoles", List.of("reader"));
        Response created = invited(strict).body(client).post(url(strict, DEFAULT));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        String own = url(strict, DEFAULT) + "/" + client.get("clientId");
        client.put("defaultRoles", List.of("reader", "nz-public"));
        NzRealm.refused(
                with(created.path("registrationAccessToken")).body(client).put(own), 400, INVALID, "NZ-70");
        assertThat(roles(strict, client.get("clientId").toString())).containsExactly("reader");
    }

    private static List<String> roles(Realm realm, String clientId) {
        return realm.admin
                .get(realm.client(clientId).path() + "/roles")
                .jsonPath()
                .getList("name");
    }

    @Test
    @DisplayName("NZ-70: a name or an id that is called like a class gives none")
    void called() {
        Map<String, Object> client = representation();
        client.put("clientId", "nz-public");
        client.put("name", "nz-public");
        Response created = invited(strict).body(client).post(url(strict, DEFAULT));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(roles(strict, "nz-public")).isEmpty();
        assertThat(callback(strict, Kind.PUBLIC, "nz-public", "").get("error_description"))
                .startsWith("NZ-78:");
    }

    @Test
    @DisplayName("NZ-70: only a realm administrator can put a client in the place of one of Keycloak's own")
    void keycloaksOwn(Admin admin) {
        NzRealm realm = NzRealm.with(admin, "", Map.of("unclassified", true));
        String manager = manager(realm);
        RealmClient other = realm.createClient(NzRealm.settings(Kind.CONFIDENCE, key));
        Map<String, Object> client = representation();
        client.put("clientId", KEYCLOAKS);
        NzRealm.refused(invited(realm).body(client).post(url(realm, DEFAULT)), 400, INVALID, "NZ-70");
        NzRealm.refused(with(manager).body(client).post(url(realm, DEFAULT)), 400, INVALID, "NZ-70");
        NzRealm.refused(with(manager).body(client).post(realm.adminUrl("/clients")), 400, INVALID, "NZ-70");
        Map<String, Object> renamed = other.representation();
        renamed.put("clientId", KEYCLOAKS);
        NzRealm.refused(
                with(manager).body(renamed).put(realm.adminUrl("/clients/" + other.id())), 400, INVALID, "NZ-70");
        assertThat(clients(realm)).doesNotContain(KEYCLOAKS).contains(other.clientId());
        realm.createClient(client);
        assertThat(clients(realm)).contains(KEYCLOAKS);
    }

    /** The token of somebody who manages the realm's clients, and not the realm. */
    private static String manager(NzRealm realm) {
        RealmUser user = realm.createUser("manager-" + UUID.randomUUID());
        user.give(realm.client("realm-management"), "manage-clients");
        return Client.publicClient(realm, "admin-cli").password(user.username()).path("access_token");
    }

    @Test
    @DisplayName("NZ-70: at the registration endpoint a client deletes itself; nobody else deletes a classified one")
    void deleted() {
        Response created = classified(Kind.CONFIDENCE);
        String own = created.path("registration_client_uri");
        Response refused = with(manager(open)).delete(own);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
        assertThat(new JsonPath(refused.asString()).getString("error_description"))
                .startsWith("NZ-70:");
        assertThat(clients(open)).contains(created.<String>path("client_id"));
        assertThat(with(created.path("registration_access_token")).delete(own).statusCode())
                .isEqualTo(204);
        assertThat(clients(open)).doesNotContain(created.<String>path("client_id"));
    }
}
