/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.Realm;

/** Members of the representations of new applications: clients with the mapper "Koppeltaal application". */
final class ApplicationSettings {

    static final String NAME = "Koppeltaal application";
    static final String MAPPER = "smart-koppeltaal-app";

    private ApplicationSettings() {}

    /** @param attributes say where its keys are, and more */
    static Map<String, Object> portal(Map<String, String> attributes) {
        return with(Map.of("hti.portal", "true"), SigningClient.settings(attributes));
    }

    /** @param config settings of the mapper beside */
    static Map<String, Object> module(ClientKey key, Map<String, String> config) {
        Map<String, String> launched = new LinkedHashMap<>(config);
        launched.put("hti.launch", "true");
        Map<String, Object> settings = with(launched, SigningClient.settings(key));
        settings.put("serviceAccountsEnabled", false);
        settings.put("standardFlowEnabled", true);
        settings.put("fullScopeAllowed", false);
        settings.put("redirectUris", List.of(Realm.CALLBACK));
        settings.put("defaultClientScopes", List.of("basic"));
        settings.put("optionalClientScopes", List.of("launch", "fhirUser"));
        return settings;
    }

    /** One to be made an application, with the client scopes that the console gives or with none of them. */
    static Map<String, Object> backend(ClientKey key, boolean asInConsole) {
        Map<String, Object> settings = SigningClient.settings(key);
        if (!asInConsole) {
            settings.put("defaultClientScopes", List.of("basic"));
        }
        return settings;
    }

    private static Map<String, Object> with(Map<String, String> config, Map<String, Object> settings) {
        settings.put("protocolMappers", List.of(Mapper.of(NAME, MAPPER, config)));
        return settings;
    }
}
