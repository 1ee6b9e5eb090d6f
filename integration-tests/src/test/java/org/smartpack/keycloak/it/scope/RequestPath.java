/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.testkit.client.Query.encode;

/**
 * A server below a relative path that, as older versions of Keycloak did, answers at addresses in other spellings than
 * the canonical one. What a request is must not hang on how its address is written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestPath {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String relativePath;
    private KeycloakServer server;
    private Admin admin;
    private ScopeClient app;

    RequestPath(String relativePath) {
        this.relativePath = relativePath;
    }

    @BeforeAll
    void start() {
        server = Servers.startDev(
                Installation.home("path-" + relativePath.substring(1)),
                List.of(
                        KeycloakServer.FEATURE,
                        KeycloakServer.RELATIVE_PATH + relativePath,
                        "--http-accept-non-normalized-paths=true"));
        admin = new Admin(server);
        app = ScopeClient.create(admin);
        app.allow("patient/*.rs", true);
        app.allow("system/*.rs", true);
        app.allowing("user/*.rs", "launch");
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /**
     * Spellings of one address below the server's base path. Whether the server takes them for it is its own business.
     */
    private List<String> spellings(String path) {
        int last = path.lastIndexOf('/');
        String parent = path.substring(0, last);
        String name = path.substring(last + 1);
        List<String> spellings = new ArrayList<>();
        spellings.add(path);
        spellings.add(path + "/");
        spellings.add(path + ";x=y");
        spellings.add(path + ";/");
        spellings.add(parent + ";x=y/" + name);
        spellings.add(parent + "//" + name);
        spellings.add(parent + "/./" + name);
        spellings.add(parent + "/x/../" + name);
        spellings.add(parent + "/%" + Integer.toHexString(name.charAt(0)) + name.substring(1));
        spellings.add("/" + path);
        spellings.add(path.replaceFirst("^/([a-z]+)/", "/$1;admin=admin/"));
        return spellings.stream().map(spelling -> server.url() + spelling).toList();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> token(String address, String scope) {
        String basic = Base64.getEncoder()
                .encodeToString(
                        (app.clientId() + ":" + Caller.secret(app.clientId())).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=" + encode(scope))));
    }

    @Test
    @DisplayName("attack 16, SMART-SCOPE-9: however the token endpoint is written, a client gets no scopes of users")
    void token() {
        String path = "/realms/" + app.realm().name + "/protocol/openid-connect/token";
        int answered = 0;
        for (String address : spellings(path)) {
            HttpResponse<String> good = token(address, "system/Patient.r");
            answered += good.statusCode() == 200 ? 1 : 0;
            for (String scope : List.of("patient/Patient.r", "user/*.rs", "launch", "system/Patient.r launch")) {
                HttpResponse<String> refused = token(address, scope);
                assertThat(refused.statusCode()).as(address + " " + scope).isNotEqualTo(200);
                assertThat(refused.body()).as(address).doesNotContain("access_token");
                if (good.statusCode() == 200) {
                    assertThat(JsonPath.from(refused.body()).getString("error_description"))
                            .as(address)
                            .contains("needs a user");
                }
            }
            if (good.statusCode() == 200) {
                assertThat(JsonPath.from(token(address, "openid").body()).getString("scope"))
                        .as("the default allowance at " + address)
                        .contains("system/*.rs")
                        .doesNotContain("patient/");
            }
        }
        assertThat(answered).as("spellings that this server takes").isGreaterThan(2);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-65, 8: however the authorization endpoint is written, its request is negotiated for a user")
    void authorize() {
        String path = "/realms/" + app.realm().name + "/protocol/openid-connect/auth";
        String canonical = server.url() + path;
        int answered = 0;
        for (String address : spellings(path)) {
            String request = app.authorize("openid patient/*.cruds system/*.rs").replace(canonical, address);
            HttpResponse<String> page =
                    send(HttpRequest.newBuilder(URI.create(request)).GET());
            if (page.statusCode() != 200) {
                continue;
            }
            answered++;
            HttpResponse<String> refused = send(HttpRequest.newBuilder(
                            URI.create(app.authorize("openid patient/Patient.d").replace(canonical, address)))
                    .GET());
            assertThat(refused.statusCode()).as(address).isEqualTo(302);
            assertThat(refused.headers().firstValue("Location").orElse(""))
                    .as(address)
                    .contains("error=invalid_scope");
        }
        assertThat(answered).as("spellings that this server takes").isGreaterThan(2);
        Response tokens = app.authorizationCode(new LoginPages(Realm.CALLBACK), "openid patient/*.cruds system/*.rs");
        assertThat(app.granted(tokens)).containsExactly("patient/*.rs");
        assertThat(app.granted(app.refresh(tokens.path("refresh_token")))).containsExactly("patient/*.rs");
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: however its address is written, the console's Evaluate tab shows what could be granted")
    void evaluate() {
        String user = app.realm().user("alice").id();
        String path = "/admin/realms/" + app.realm().name + "/clients/" + app.client.id()
                + "/evaluate-scopes/generate-example-access-token";
        String token = admin.bearer();
        int answered = 0;
        for (String address : spellings(path)) {
            HttpResponse<String> example = send(HttpRequest.newBuilder(URI.create(address + "?userId=" + user
                            + "&scope=" + encode("openid patient/Patient.r system/Patient.r")))
                    .header("Authorization", "Bearer " + token)
                    .GET());
            if (example.statusCode() == 200) {
                answered++;
                assertThat(JsonPath.from(example.body()).getString("scope").split(" "))
                        .as(address)
                        .contains("patient/Patient.r", "system/Patient.r");
            }
        }
        assertThat(answered).as("spellings that this server takes").isGreaterThan(2);
    }

    @Test
    @DisplayName("RFC 7662: below a relative path introspection and userinfo read a token's scopes as anywhere else")
    void reading() {
        Response tokens = app.password("alice", "openid patient/Patient.r");
        assertThat(app.granted(tokens)).containsExactly("patient/Patient.r");
        Response spoofed = app.post(
                "token/introspect", Map.of("token", tokens.path("access_token"), "grant_type", "client_credentials"));
        assertThat(spoofed.<String>path("scope")).contains("patient/Patient.r");
    }
}
