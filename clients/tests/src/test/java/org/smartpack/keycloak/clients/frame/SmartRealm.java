/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedDemo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} as it is exported, its FHIR server and its EHR, as the clients see them. */
public final class SmartRealm {

    /** Where {@code web-app}, {@code signed-app} and {@code growth-chart} are called back; nothing listens there. */
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    private final Admin admin;
    private final String name;
    private final String fhirBaseUrl;

    private SmartRealm(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
        this.fhirBaseUrl = admin.get("/" + name + "/clients?clientId=fhir-server")
                .jsonPath()
                .getString("[0].protocolMappers.find { it.protocolMapper == 'smart-fhir-server' }.config['base.url']");
    }

    /**
     * A new realm like this one, to be changed at will. The demo's FHIR server doesn't take its tokens.
     *
     * @param settings what its realm representation has otherwise
     */
    public SmartRealm copy(Map<String, Object> settings) {
        Map<String, Object> export = Installation.realm("smart");
        export.putAll(settings);
        return new SmartRealm(admin, admin.createRealm(export));
    }

    /** Also the realm's URL. */
    public String issuer() {
        return admin.realmUrl(name);
    }

    /** For what isn't discovered. */
    public String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }

    /** The FHIR server's base URL: the {@code aud} of an app's authorization request and of every token. */
    public String fhirBaseUrl() {
        return fhirBaseUrl;
    }

    /** The file with the private keys of a client, a JWKS: {@code <client>-rs384} and {@code <client>-es384}. */
    public static Path keys(String clientId) {
        return Installation.realmExport("demo-keys/" + clientId + ".jwks.json");
    }

    /** The administrator, to look at events or to change what a test makes for itself. */
    public Admin admin() {
        return admin;
    }

    /** A browser in which nobody is signed in, for an application at {@link #CALLBACK} where nothing listens. */
    public LoginPages browser() {
        return new LoginPages(CALLBACK);
    }

    /** The EHR registers a launch context; answers the value of {@code launch}. */
    public String launch(Map<String, Object> context) {
        Response response = given().auth()
                .preemptive()
                .basic("ehr", "ehr-secret")
                .contentType(ContentType.JSON)
                .body(context)
                .post(issuer() + "/smart/launch-context");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("launch");
    }

    /** Reads below the FHIR base URL with an access token. */
    public Response read(String path, String accessToken) {
        return given().header("Authorization", "Bearer " + accessToken).get(fhirBaseUrl() + "/" + path);
    }

    /** A token of {@code bulk-client}, which it asks for as the specification shows it, without a library. */
    public String bulkToken(String scope) {
        return token(Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                scope,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                DemoKey.of("bulk-client", "ES384").assertion("bulk-client", tokenUrl())));
    }

    /** The access token that a request without a user gets. */
    public String token(Map<String, String> form) {
        Response response = given().formParams(form).post(tokenUrl());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("access_token");
    }

    /** A new client of this realm; answers the id that it was given. */
    public String createClient(Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(settings);
        String id = "client-" + UUID.randomUUID();
        client.put("clientId", id);
        admin.createClient(name, client);
        return id;
    }

    /** What Keycloak tells the FHIR server of a token. */
    public JsonPath introspect(String token) {
        Response response = given().auth()
                .preemptive()
                .basic("fhir-server", "fhir-server-secret")
                .formParam("token", token)
                .post(issuer() + "/smart/introspect");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath();
    }

    /** A further redirect URI for a client of the export, for an application that listens at a port of its own. */
    public void allowRedirect(String clientId, String redirectUri) {
        Map<String, Object> client = client(clientId);
        List<Object> uris = new ArrayList<>((List<?>) client.get("redirectUris"));
        uris.add(redirectUri);
        client.put("redirectUris", uris);
        admin.put("/" + name + "/clients/" + client.get("id"), client);
    }

    /** Settings of a client that the console keeps as attributes; for a realm that is a {@link #copy}. */
    public void setAttributes(String clientId, Map<String, String> attributes) {
        Map<String, Object> client = client(clientId);
        Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) client.get("attributes"));
        all.putAll(attributes);
        client.put("attributes", all);
        admin.put("/" + name + "/clients/" + client.get("id"), client);
    }

    private Map<String, Object> client(String clientId) {
        return new LinkedHashMap<>(admin.get("/" + name + "/clients?clientId=" + clientId)
                .jsonPath()
                .getMap("[0]"));
    }

    /**
     * Waits until the newest event of a client says why the pack refused it: the client itself is told {@code
     * invalid_client} only, and the event is saved a moment after that answer.
     */
    public void expectRefusal(String clientId, String reason) {
        Instant deadline = Instant.now().plusSeconds(10);
        String last = reasonOfLastRefusal(clientId);
        while (!reason.equals(last) && Instant.now().isBefore(deadline)) {
            last = reasonOfLastRefusal(clientId);
        }
        assertThat(last).isEqualTo(reason);
    }

    /** What the newest event of a client says so far: see {@link #expectRefusal}. */
    public String reasonOfLastRefusal(String clientId) {
        return admin.get("/" + name + "/events?max=1&client=" + clientId)
                .jsonPath()
                .getString("[0].details.reason");
    }

    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SmartRealm.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Demo demo = SharedDemo.of(context);
            return new SmartRealm(new Admin(demo.keycloakUrl()), "smart");
        }
    }
}
