/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm {@code koppeltaal} that the pack ships, under a name of its own, seen by applications that ask for tokens
 * and by an administrator who maintains roles, permissions and grants with the calls that the console makes.
 */
public final class ScopeDomain {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    final Admin admin;
    /** The realm. */
    public final String name;

    final String url;

    private ScopeDomain(Admin admin, String name, String url) {
        this.admin = admin;
        this.name = name;
        this.url = url;
    }

    /** Imports the realm. */
    public static ScopeDomain create(KeycloakServer server) {
        return create(server.url());
    }

    /**
     * Imports the realm.
     *
     * @param keycloakUrl the server's base URL, without a slash at the end
     */
    public static ScopeDomain create(String keycloakUrl) {
        Admin admin = new Admin(keycloakUrl);
        Map<String, Object> export = Installation.realm("koppeltaal");
        String name = admin.createRealm(export);
        return new ScopeDomain(admin, name, admin.realmUrl(name));
    }

    String endpoint(String path) {
        return url + "/protocol/openid-connect/" + path;
    }

    // ---------------------------------------------------------------- applications

    /** A right assertion, signed with the demo key of {@code key}, for a client that registered it. */
    String assertion(String clientId, String key) {
        return assertion(clientId, key, JWSAlgorithm.RS384);
    }

    String assertion(String clientId, String key, JWSAlgorithm algorithm) {
        try {
            RSAKey jwk =
                    (RSAKey) JWKSet.parse(Files.readString(Installation.realmExport("demo-keys/" + key + ".jwks.json")))
                            .getKeyByKeyId(key + "-rs384");
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .type(JOSEObjectType.JWT)
                            .keyID(jwk.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(clientId)
                            .subject(clientId)
                            .audience(endpoint("token"))
                            .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                            .jwtID(UUID.randomUUID().toString())
                            .build());
            jwt.sign(new RSASSASigner(jwk));
            return jwt.serialize();
        } catch (IOException | ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    Response post(String clientId, String key, Map<String, String> form) {
        return post(assertion(clientId, key), form);
    }

    Response post(String assertion, Map<String, String> form) {
        return given().formParam("client_assertion_type", TYPE)
                .formParam("client_assertion", assertion)
                .formParams(form)
                .post(endpoint("token"));
    }

    /** A token request without {@code scope}. */
    public Response token(String clientId) {
        return post(clientId, clientId, Map.of("grant_type", "client_credentials"));
    }

    Response token(String clientId, String scope) {
        return post(clientId, clientId, Map.of("grant_type", "client_credentials", "scope", scope));
    }

    Response refresh(String clientId, String refreshToken, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return post(clientId, clientId, form);
    }

    /** The scopes of an answer; the access token and introspection say the same to the letter. */
    String scopes(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        String scope = response.path("scope");
        String token = response.path("access_token");
        assertThat(claims(token).getString("scope")).as("the access token").isEqualTo(scope);
        Response introspection = introspect(token);
        assertThat(introspection.<Boolean>path("active"))
                .as(introspection.asString())
                .isTrue();
        // Keycloak's introspection leaves an empty scope out, which RFC 7662 section 2.2 allows.
        assertThat(introspection.<String>path("scope")).as("introspection").isEqualTo(scope.isEmpty() ? null : scope);
        return scope;
    }

    /** What the FHIR service gets to see. */
    Response introspect(String token) {
        return given().auth()
                .preemptive()
                .basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(endpoint("token/introspect"));
    }

    /** The scopes of an application's next token. */
    String scopesOf(String clientId) {
        return scopes(token(clientId));
    }

    static JsonPath claims(String jwt) {
        return new JsonPath(part(jwt, 1));
    }

    static JsonPath header(String jwt) {
        return new JsonPath(part(jwt, 0));
    }

    private static String part(String jwt, int part) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[part]), StandardCharsets.UTF_8);
    }

    // ---------------------------------------------------------------- the administrator

    String clientUuid(String clientId) {
        return admin.get("/" + name + "/clients?clientId=" + clientId).path("[0].id");
    }

    String serviceAccount(String clientId) {
        return admin.get("/" + name + "/clients/" + clientUuid(clientId) + "/service-account-user")
                .path("id");
    }

    /** Changes a client's representation as the console does: reads it all, writes it all. */
    void change(String clientId, Map<String, Object> members) {
        String path = "/" + name + "/clients/" + clientUuid(clientId);
        Map<String, Object> client =
                new LinkedHashMap<>(admin.get(path).jsonPath().getMap(""));
        client.putAll(members);
        admin.put(path, client);
    }

    /** A client that is an application, with the keys of the demo's {@code portal}. */
    String newApplication(String clientId, boolean asInConsole) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", clientId);
        client.put("clientAuthenticatorType", "smart-jwt");
        client.put("serviceAccountsEnabled", true);
        client.put("standardFlowEnabled", false);
        client.put(
                "attributes",
                Map.of(
                        "use.jwks.string",
                        "true",
                        "jwks.string",
                        admin.get("/" + name + "/clients?clientId=portal").path("[0].attributes['jwks.string']")));
        if (!asInConsole) {
            client.put("defaultClientScopes", List.of("basic"));
        }
        String uuid = admin.createClient(name, client);
        addMapper(uuid, "Koppeltaal application", "smart-koppeltaal-app", Map.of());
        return uuid;
    }

    void addMapper(String clientUuid, String mapperName, String type, Map<String, String> config) {
        admin.post(
                "/" + name + "/clients/" + clientUuid + "/protocol-mappers/models",
                Map.of("name", mapperName, "protocol", "openid-connect", "protocolMapper", type, "config", config));
    }

    /** Sets one setting of the mapper "Koppeltaal domain". */
    void domainSetting(String setting, String value) {
        String models = "/" + name + "/clients/" + clientUuid("fhir-server") + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                admin.get(models).jsonPath().getMap("find { it.protocolMapper == 'smart-koppeltaal-domain' }"));
        Map<String, Object> config = new LinkedHashMap<>();
        ((Map<?, ?>) mapper.get("config")).forEach((key, old) -> config.put((String) key, old));
        config.put(setting, value);
        mapper.put("config", config);
        admin.put(models + "/" + mapper.get("id"), mapper);
    }

    Map<String, Object> realmRole(String role) {
        return admin.get("/" + name + "/roles/" + role).jsonPath().getMap("");
    }

    void newRealmRole(String role) {
        admin.post("/" + name + "/roles", Map.of("name", role));
    }

    /** Gives the application's service account a realm role. */
    public void give(String clientId, String role) {
        admin.post(
                "/" + name + "/users/" + serviceAccount(clientId) + "/role-mappings/realm", List.of(realmRole(role)));
    }

    void take(String clientId, String role) {
        deleteWithBody(
                "/" + name + "/users/" + serviceAccount(clientId) + "/role-mappings/realm", List.of(realmRole(role)));
    }

    /** Lets {@code sharing} share data: gives {@code grantee} its client role, which is made if need be. */
    public void share(String sharing, String grantee, String role) {
        String client = clientUuid(sharing);
        String path = "/" + name + "/clients/" + client + "/roles";
        List<String> present = new ArrayList<>(admin.get(path).jsonPath().getList("name"));
        if (!present.contains(role)) {
            admin.post(path, Map.of("name", role));
        }
        admin.post(
                "/" + name + "/users/" + serviceAccount(grantee) + "/role-mappings/clients/" + client,
                List.of(admin.get(path + "/" + role).jsonPath().getMap("")));
    }

    void unshare(String sharing, String grantee, String role) {
        String client = clientUuid(sharing);
        deleteWithBody(
                "/" + name + "/users/" + serviceAccount(grantee) + "/role-mappings/clients/" + client,
                List.of(admin.get("/" + name + "/clients/" + client + "/roles/" + role)
                        .jsonPath()
                        .getMap("")));
    }

    /** A permission of a role, as the console makes it: a client scope, of assigned type Default, tied to the role. */
    String permission(String scope, String role) {
        String id = admin.createScope(
                name, scope, Map.of("include.in.token.scope", "false", "display.on.consent.screen", "true"));
        admin.put("/" + name + "/default-default-client-scopes/" + id, "");
        if (!role.isEmpty()) {
            tie(id, role);
        }
        return id;
    }

    void tie(String scopeId, String role) {
        admin.post("/" + name + "/client-scopes/" + scopeId + "/scope-mappings/realm", List.of(realmRole(role)));
    }

    String scopeId(String scope) {
        return admin.get("/" + name + "/client-scopes").jsonPath().getString("find { it.name == '" + scope + "' }.id");
    }

    void deleteWithBody(String path, Object body) {
        int status = admin.request()
                .contentType(io.restassured.http.ContentType.JSON)
                .body(body)
                .delete(url.substring(0, url.indexOf("/realms/")) + "/admin/realms" + path)
                .statusCode();
        assertThat(status).as(path).isEqualTo(204);
    }
}
