/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that become applications, and what saving the mapper set. */
final class Applications {

    private static final String MAPPERS = "/protocol-mappers/models";

    private Applications() {}

    /** A client for the FHIR service that makes the realm a domain. */
    static Map<String, Object> fhirService(Map<String, String> settings) {
        return Map.of(
                "clientId",
                "fhir-server",
                "secret",
                "fhir-server-secret",
                "standardFlowEnabled",
                false,
                "protocolMappers",
                List.of(
                        Mapper.of(
                                "FHIR server",
                                "smart-fhir-server",
                                Map.of("base.url", "https://koppeltaal.example.org/fhir")),
                        Mapper.of("Koppeltaal domain", "smart-koppeltaal-domain", settings)));
    }

    static Map<String, Object> mapper(Map<String, String> config) {
        return Mapper.of("Koppeltaal application", "smart-koppeltaal-app", config);
    }

    /** A client that signs. */
    static Map<String, Object> signing(ClientKey key, Map<String, String> attributes) {
        Map<String, String> all = new LinkedHashMap<>(SigningClient.imported(key.jwks()));
        all.putAll(attributes);
        return SigningClient.settings(all);
    }

    /** The same with the mapper. */
    static Map<String, Object> application(ClientKey key, Map<String, String> attributes) {
        Map<String, Object> settings = new LinkedHashMap<>(signing(key, attributes));
        settings.put("protocolMappers", List.of(mapper(Map.of())));
        return settings;
    }

    static Response tryAddMapper(RealmClient client) {
        return client.realm()
                .admin
                .request()
                .contentType(ContentType.JSON)
                .body(mapper(Map.of()))
                .post(client.realm().adminUrl("/clients/" + client.id() + MAPPERS));
    }

    /** As the console does. */
    static void addMapper(RealmClient client) {
        Response added = tryAddMapper(client);
        assertThat(added.statusCode()).as(added.asString()).isEqualTo(201);
    }

    /** Saves a mapper once more, as the console does, with these settings changed. */
    static Response trySaveMapper(RealmClient client, String type, Map<String, String> settings) {
        Realm realm = client.realm();
        Map<String, Object> mapper = new LinkedHashMap<>(realm.admin
                .get(client.path() + MAPPERS)
                .jsonPath()
                .getMap("find { it.protocolMapper == '" + type + "' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) mapper.get("config"));
        config.putAll(settings);
        mapper.put("config", config);
        return realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(mapper)
                .put(realm.adminUrl("/clients/" + client.id() + MAPPERS + "/" + mapper.get("id")));
    }

    static void saveMapper(RealmClient client, String type, Map<String, String> settings) {
        Response saved = trySaveMapper(client, type, settings);
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(204);
    }

    /** The client has the algorithms of a new domain. */
    static void assertSet(RealmClient client) {
        assertSet(client, "RS512", "RS384 ES384 RS512");
    }

    /**
     * The client has these algorithms.
     *
     * @param token of access tokens; {@code null} for none
     * @param assertion of assertions; {@code null} for none
     */
    static void assertSet(RealmClient client, String token, String assertion) {
        Map<?, ?> attributes = (Map<?, ?>) client.representation().get("attributes");
        assertThat(attributes.get("access.token.signed.response.alg")).isEqualTo(token);
        assertThat(attributes.get("smart.jwt.algorithms")).isEqualTo(assertion);
    }

    /** The admin events about what saving a mapper set. */
    static List<Map<String, Object>> setEvents(Realm realm) {
        List<Map<String, Object>> events =
                realm.admin.get(realm.path("/admin-events?max=200")).jsonPath().getList("");
        return events.stream()
                .filter(event ->
                        event.get("details") instanceof Map<?, ?> details && details.containsKey("set_by_mapper"))
                .toList();
    }
}
