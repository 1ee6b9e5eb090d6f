/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;

import static io.restassured.RestAssured.given;

/**
 * The admin REST API, as far as tests need it to set realms up. Everything that fails throws. Tests that run at the
 * same time may share one.
 */
public final class Admin {

    /** Well below the 60 seconds that a token of the master realm lasts. */
    private static final Duration REUSED = Duration.ofSeconds(20);

    private final String url;
    private final AtomicInteger realmsMade = new AtomicInteger();
    private String token;
    private Instant tokenUntil = Instant.MIN;

    /** The administrator of {@code server}. */
    public Admin(KeycloakServer server) {
        this(server.url());
    }

    /**
     * The administrator of a Keycloak that something else started.
     *
     * @param url its base URL, without a slash at the end
     */
    public Admin(String url) {
        this.url = url;
    }

    /** The issuer of a realm. */
    public String realmUrl(String realm) {
        return url + "/realms/" + realm;
    }

    /** A new realm with a name of its own; {@code settings} are members of the realm representation. */
    public String createRealm(Map<String, Object> settings) {
        Map<String, Object> realm = new LinkedHashMap<>(settings);
        String name = (String) realm.computeIfAbsent("realm", key -> "test-" + UUID.randomUUID());
        realm.putIfAbsent("enabled", true);
        realm.putIfAbsent("sslRequired", "none");
        post("", realm);
        realmsMade.incrementAndGet();
        return name;
    }

    /** How many realms were created here. */
    int realmsMade() {
        return realmsMade.get();
    }

    /** Gets a new token for the next call. */
    synchronized void logInAnew() {
        tokenUntil = Instant.MIN;
    }

    /** Creates a client; answers its internal id. */
    public String createClient(String realm, Map<String, Object> client) {
        return idOf(post("/" + realm + "/clients", client));
    }

    /**
     * Brings a client in as an upgrade or an import does, past what Keycloak and the pack refuse in the console;
     * answers its internal id.
     */
    public String importClient(String realm, Map<String, Object> client) {
        post("/" + realm + "/partialImport", Map.of("ifResourceExists", "FAIL", "clients", List.of(client)));
        return get("/" + realm + "/clients?clientId=" + client.get("clientId")).path("[0].id");
    }

    /**
     * Makes a client scope whose name the pack refuses, as a realm may have it from before; answers its id. A name that
     * is there may be saved.
     */
    public String createOldScope(String realm, String name, Map<String, String> attributes) {
        String id = idOf(post("/" + realm + "/client-scopes", Map.of("name", name, "protocol", "saml")));
        put(
                "/" + realm + "/client-scopes/" + id,
                Map.of("id", id, "name", name, "protocol", "openid-connect", "attributes", attributes));
        return id;
    }

    /**
     * Creates a client scope as the console does; {@code attributes} are the scope's attributes. One that saving the
     * mapper "FHIR server" has created is replaced. Answers its id.
     */
    public String createScope(String realm, String name, Map<String, String> attributes) {
        String scopes = "/" + realm + "/client-scopes";
        String existing = get(scopes).path("find { it.name == '" + name + "' }?.id");
        if (existing != null) {
            delete(scopes + "/" + existing);
        }
        return idOf(post(scopes, Map.of("name", name, "protocol", "openid-connect", "attributes", attributes)));
    }

    /** Assigns a client scope to a client: an allowance, when its name is a SMART scope. */
    public void assign(String realm, String client, String scope, boolean asDefault) {
        put(
                "/" + realm + "/clients/" + client + (asDefault ? "/default" : "/optional") + "-client-scopes/" + scope,
                "");
    }

    /** Takes an assignment back. */
    public void unassign(String realm, String client, String scope, boolean asDefault) {
        request()
                .delete(path("/" + realm + "/clients/" + client + (asDefault ? "/default" : "/optional")
                        + "-client-scopes/" + scope))
                .then()
                .statusCode(204);
    }

    /** Reads a resource below {@code /admin/realms}. */
    public Response get(String path) {
        return ok(request().get(path(path)), path);
    }

    /** Writes a resource below {@code /admin/realms}. */
    public void put(String path, Object body) {
        ok(request().contentType(ContentType.JSON).body(body).put(path(path)), path);
    }

    /** Creates a resource below {@code /admin/realms}. */
    public Response post(String path, Object body) {
        return ok(request().contentType(ContentType.JSON).body(body).post(path(path)), path);
    }

    /** Removes a resource below {@code /admin/realms}. */
    public void delete(String path) {
        ok(request().delete(path(path)), path);
    }

    /** Removes what {@code body} lists from a resource below {@code /admin/realms}. */
    public void delete(String path, Object body) {
        ok(request().contentType(ContentType.JSON).body(body).delete(path(path)), path);
    }

    /** The realm's events of one type, newest first. */
    public List<Map<String, Object>> events(String realm, String type) {
        return get("/" + realm + "/events?type=" + type).jsonPath().getList("");
    }

    /** What the console's "Server info" and "Provider info" pages show. */
    public Response serverInfo() {
        return ok(request().get(url + "/admin/serverinfo"), "serverinfo");
    }

    /** An authorized request, for calls whose failure is expected. */
    public io.restassured.specification.RequestSpecification request() {
        return given().auth().oauth2(token());
    }

    /** The administrator's access token, for a client of another kind. */
    public String bearer() {
        return token();
    }

    private String path(String path) {
        return url + "/admin/realms" + path;
    }

    private synchronized String token() {
        // Hashing a password takes its time, and tests call very often.
        if (Instant.now().isAfter(tokenUntil)) {
            token = logIn();
            tokenUntil = Instant.now().plus(REUSED);
        }
        return token;
    }

    private String logIn() {
        return given().formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", "admin")
                .formParam("password", "admin")
                .post(realmUrl("master") + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private static Response ok(Response response, String path) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    path + ": " + response.statusCode() + " " + response.body().asString());
        }
        return response;
    }

    private static String idOf(Response created) {
        String location = created.header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
