/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.jwk.RSAKey;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm {@code koppeltaal} that the pack ships, under a name of its own, with the demo's applications and keys:
 * {@code portal} launches {@code module}.
 */
public final class Domain extends Realm {

    /** The FHIR service's base URL, as requests and tokens name it; nothing needs to listen there. */
    public static final String FHIR = "http://127.0.0.1:8090/koppeltaal/fhir";

    /** The client of the FHIR service, which makes the realm a domain. */
    public static final String SERVICE = "fhir-server";

    /** What the user {@code patient-1} is. */
    public static final String PATIENT = "Patient/kt-pat-1";

    /** What the user {@code practitioner-1} is. */
    public static final String PRACTITIONER = "Practitioner/kt-prac-1";

    private Domain(Admin admin, String name, String url) {
        super(admin, name, url);
    }

    /** Imports the realm export. */
    public static Domain create(Admin admin) {
        return create(admin, export -> export);
    }

    /** Imports the realm export as {@code changed}. */
    public static Domain create(Admin admin, UnaryOperator<DomainExport> changed) {
        String name = admin.createRealm(changed.apply(new DomainExport()).realm());
        return new Domain(admin, name, admin.realmUrl(name));
    }

    @Override
    public Domain at(KeycloakServer node) {
        return new Domain(admin, name, node.realmUrl(name));
    }

    // ------------------------------------------------------------------ the export's applications

    /** One that asks for tokens of its own; it signs with RS384. */
    public SigningClient application(String clientId) {
        return application(clientId, clientId);
    }

    /** One whose key is the demo key of {@code key}. */
    public SigningClient application(String clientId, String key) {
        return new SigningClient(this, clientId, ClientKey.demo(key, RSAKey.class), "RS384");
    }

    /** One that launches. */
    public Portal portal(String clientId) {
        return new Portal(this, clientId, ClientKey.demo(clientId), "ES384");
    }

    /** A right launch token of the demo's portal for the demo's module, to be spoilt or used. */
    public AssertionBuilder hti() {
        return Portal.demoHti();
    }

    /** One that is launched. */
    public Module module(String clientId) {
        return new Module(this, clientId, ClientKey.demo(clientId));
    }

    /** The one that the demo's portal launches. */
    public Module module() {
        return module("module");
    }

    // ------------------------------------------------------------------ new applications

    /** A portal that imported its key. */
    public Portal newPortal(ClientKey key, String algorithm) {
        return newPortal(key, algorithm, SigningClient.imported(key.jwks()));
    }

    /**
     * A portal.
     *
     * @param attributes say where its keys are, and more
     */
    public Portal newPortal(ClientKey key, String algorithm, Map<String, String> attributes) {
        RealmClient client = createClient("portal-" + UUID.randomUUID(), ApplicationSettings.portal(attributes));
        return new Portal(this, client.clientId(), key, algorithm);
    }

    /** A portal whose attributes wouldn't be saved in the console, as a realm may have it. */
    public Portal importPortal(ClientKey key, String algorithm, Map<String, String> attributes) {
        RealmClient client = importClient("portal-" + UUID.randomUUID(), ApplicationSettings.portal(attributes));
        return new Portal(this, client.clientId(), key, algorithm);
    }

    /** A module, with these settings of the mapper "Koppeltaal application" beside. */
    public Module newModule(Map<String, String> config) {
        ClientKey key = ClientKey.demo("module");
        RealmClient client = createClient("module-" + UUID.randomUUID(), ApplicationSettings.module(key, config));
        return new Module(this, client.clientId(), key);
    }

    /** An application with the RSA key of the demo's portal and the scopes that the console gives, or none of them. */
    public RealmClient newApplication(String clientId, boolean asInConsole) {
        ClientKey key = ClientKey.demo("portal", RSAKey.class);
        RealmClient client = createClient(clientId, ApplicationSettings.backend(key, asInConsole));
        makeApplication(client);
        return client;
    }

    /** Makes a client an application, which launches nobody and isn't launched. */
    public static void makeApplication(RealmClient client) {
        client.addMapper(ApplicationSettings.NAME, ApplicationSettings.MAPPER, Map.of());
    }

    // ------------------------------------------------------------------ tokens

    /** What an application of the export is answered that asks for a token without {@code scope}. */
    public Response token(String clientId) {
        return application(clientId).clientCredentials();
    }

    /** What it is answered when it names scopes. */
    public Response token(String clientId, String scope) {
        return application(clientId).clientCredentials(scope);
    }

    /** The scopes of an application's next token. */
    public String scopesOf(String clientId) {
        return scopes(token(clientId));
    }

    /** The scopes of an answer; the access token and introspection say the same to the letter. */
    public String scopes(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        String scope = response.path("scope");
        String token = response.path("access_token");
        assertThat(Jwt.claims(token).getString("scope")).as("the access token").isEqualTo(scope);
        JsonPath introspection = introspect(token);
        assertThat(introspection.getBoolean("active")).as("active").isTrue();
        // Keycloak's introspection leaves an empty scope out, which RFC 7662 section 2.2 allows.
        assertThat(introspection.getString("scope")).as("introspection").isEqualTo(scope.isEmpty() ? null : scope);
        return scope;
    }

    /** What Keycloak's own introspection tells the FHIR service of a token. */
    public JsonPath introspect(String token) {
        return Client.confidential(this, SERVICE).introspect(token);
    }

    /** Asks the pack's introspection endpoint. */
    public Asker asker() {
        return new Asker(this);
    }

    /** The client {@code ehr} registers a launch context; answers the handle. */
    public String register(Map<String, Object> context) {
        Response response =
                Caller.basic("ehr").contentType(ContentType.JSON).body(context).post(url + "/smart/launch-context");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("launch");
    }

    // ------------------------------------------------------------------ the administrator

    /** Its roles, permissions and grants. */
    public Roles roles() {
        return new Roles(this);
    }

    /** Sets one setting of the mapper "Koppeltaal domain". */
    public void set(String setting, String value) {
        String models = client(SERVICE).path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                admin.get(models).jsonPath().getMap("find { it.protocolMapper == '" + DomainExport.DOMAIN + "' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) mapper.get("config"));
        config.put(setting, value);
        mapper.put("config", config);
        admin.put(models + "/" + mapper.get("id"), mapper);
    }

    /** The reasons in the events of one type, newest first. */
    public List<String> reasons(String type) {
        return events(type).stream()
                .map(event -> String.valueOf(((Map<?, ?>) event.get("details")).get("reason")))
                .toList();
    }
}
