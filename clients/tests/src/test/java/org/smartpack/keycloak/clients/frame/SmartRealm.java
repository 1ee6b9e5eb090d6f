/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.Installation;
import org.smartpack.keycloak.it.framework.LoginPages;
import org.smartpack.keycloak.it.framework.SharedDemo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} as it is exported, its FHIR server and its EHR, as the clients see them. */
public final class SmartRealm {

    /** Where {@code web-app}, {@code signed-app} and {@code growth-chart} are called back; nothing listens there. */
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    private static final String NAME = "smart";

    private final Demo demo;
    private final Admin admin;

    private SmartRealm(Demo demo) {
        this.demo = demo;
        this.admin = new Admin(demo.keycloakUrl());
    }

    /** Also the realm's URL. */
    public String issuer() {
        return admin.realmUrl(NAME);
    }

    /** For what isn't discovered. */
    public String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }

    /** The FHIR server's base URL: the {@code aud} of an app's authorization request and of every token. */
    public String fhirBaseUrl() {
        return demo.fhirBaseUrl();
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
        admin.put("/" + NAME + "/clients/" + client.get("id"), client);
    }

    private Map<String, Object> client(String clientId) {
        return new LinkedHashMap<>(admin.get("/" + NAME + "/clients?clientId=" + clientId)
                .jsonPath()
                .getMap("[0]"));
    }

    /** Why the pack refused a client's last request; the client itself is told {@code invalid_client} only. */
    public String reasonOfLastRefusal(String clientId) {
        return admin.get("/" + NAME + "/events?max=1&client=" + clientId)
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
            return new SmartRealm(SharedDemo.of(context));
        }
    }
}
