/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.benchmarks.server.Kind;

/** Creates realms on one of the servers. */
public final class RealmSetUp {

    private static final int TEN_HOURS = 36_000;

    /** The number of clients that one request creates. With more, Keycloak takes several times as long for each. */
    private static final int BATCH = 25;

    private final AdminApi admin;
    private final String url;
    private final Kind kind;
    private final SigningKeys keys;

    public RealmSetUp(Kind kind, String url, SigningKeys keys) {
        this.admin = new AdminApi(url);
        this.url = url;
        this.kind = kind;
        this.keys = keys;
    }

    /** Which server this is. */
    public Kind kind() {
        return kind;
    }

    /** A realm with an app, an EHR, a FHIR server, backend services and users; with the pack it is governed. */
    public BenchRealm create(String name) {
        String id = createRealm(name);
        createKeys(name, id);
        createScopes(name, List.of(BenchRealm.SCOPE, "patient/*.rs", "online_access"));
        createScope(name, "fhirUser", Mappers.fhirUser(kind));
        fhirServerAndEhr(name);
        // The scope names the FHIR server's client, which must exist.
        createScope(name, "launch", Mappers.launch(kind));
        List<String> scopes = List.of(BenchRealm.SCOPE);
        List.of(
                        Clients.backend(BenchRealm.BACKEND, scopes),
                        Clients.backend(BenchRealm.BACKEND + "-es256", scopes, "ES256"),
                        Clients.backend(BenchRealm.BACKEND + "-eddsa", scopes, "EdDSA"),
                        Clients.signed(BenchRealm.SIGNED, scopes, kind, keys),
                        Clients.app(BenchRealm.APP, List.of("launch", "fhirUser", "online_access", "patient/*.rs")))
                .forEach(client -> admin.post(clients(name), client));
        createUsers(name);
        return new BenchRealm(kind, url, name);
    }

    /** A realm with only a FHIR server, and a backend service that has all of these scopes. */
    public BenchRealm createWithScopes(String name, List<String> scopes) {
        createRealm(name);
        createScopes(name, scopes);
        fhirServerAndEhr(name);
        admin.post(clients(name), Clients.backend(BenchRealm.BACKEND, scopes));
        return new BenchRealm(kind, url, name);
    }

    /** Adds clients that nobody uses. */
    public void addClients(BenchRealm realm, int number) {
        for (int first = 0; first < number; first += BATCH) {
            List<Map<String, Object>> batch = IntStream.range(first, Math.min(number, first + BATCH))
                    .mapToObj(i -> Clients.app("unused-" + i, List.of("launch", "patient/*.rs")))
                    .toList();
            admin.post("/" + realm.name() + "/partialImport", Map.of("ifResourceExists", "FAIL", "clients", batch));
        }
    }

    /** Adds client scopes that no client has. */
    public void addScopes(BenchRealm realm, List<String> names) {
        createScopes(realm.name(), names);
    }

    /** Adds an app whose users choose the patient, and has Keycloak ask for patients at an address. */
    public void letUsersChoose(BenchRealm realm, String fhirAddress) {
        String name = realm.name();
        createScopes(name, List.of("launch/patient"));
        admin.post(
                clients(name),
                Clients.app(
                        BenchRealm.STANDALONE_APP,
                        List.of("launch/patient", "fhirUser", "online_access", "patient/*.rs")));
        String actions = "/" + name + "/authentication/";
        admin.post(
                actions + "register-required-action",
                Map.of("providerId", "smart-patient", "name", "Choose a patient"));
        JsonNode action = admin.get(actions + "required-actions/smart-patient");
        ((ObjectNode) action).put("enabled", true);
        admin.put(actions + "required-actions/smart-patient", action);
        String server = admin.get(clients(name) + "?clientId=" + BenchRealm.FHIR_SERVER)
                .get(0)
                .get("id")
                .asText();
        String mappers = clients(name) + "/" + server + "/protocol-mappers/models";
        JsonNode mapper = admin.get(mappers).get(0);
        ((ObjectNode) mapper.get("config")).put("internal.url", fhirAddress);
        admin.put(mappers + "/" + mapper.get("id").asText(), mapper);
    }

    private String createRealm(String name) {
        Map<String, Object> realm = new LinkedHashMap<>();
        realm.put("realm", name);
        realm.put("enabled", true);
        realm.put("sslRequired", "none");
        realm.put("bruteForceProtected", false);
        realm.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        realm.put("ssoSessionIdleTimeout", TEN_HOURS);
        realm.put("ssoSessionMaxLifespan", TEN_HOURS);
        admin.createRealm(realm);
        JsonNode profile = admin.get("/" + name + "/users/profile");
        ((ObjectNode) profile).put("unmanagedAttributePolicy", "ADMIN_EDIT");
        admin.put("/" + name + "/users/profile", profile);
        return admin.get("/" + name).get("id").asText();
    }

    private void createKeys(String name, String id) {
        key(name, id, "ecdsa-generated", Map.of("ecdsaEllipticCurveKey", List.of("P-256")));
        key(name, id, "eddsa-generated", Map.of("eddsaEllipticCurveKey", List.of("Ed25519")));
    }

    private void key(String name, String parent, String provider, Map<String, List<String>> config) {
        admin.post(
                "/" + name + "/components",
                Map.of(
                        "name", provider,
                        "providerId", provider,
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", parent,
                        "config", config));
    }

    private void createScopes(String name, List<String> scopes) {
        scopes.forEach(scope -> createScope(name, scope, List.of()));
    }

    private void createScope(String name, String scope, List<Map<String, Object>> mappers) {
        admin.post(
                "/" + name + "/client-scopes",
                Map.of(
                        "name",
                        scope,
                        "protocol",
                        "openid-connect",
                        "attributes",
                        Map.of("include.in.token.scope", "true", "display.on.consent.screen", "false"),
                        "protocolMappers",
                        mappers));
    }

    private void fhirServerAndEhr(String name) {
        String server = admin.post(clients(name), Clients.backend(BenchRealm.FHIR_SERVER, List.of()));
        String ehr = admin.post(clients(name), Clients.backend(BenchRealm.EHR, List.of()));
        if (kind == Kind.PACK) {
            String path = clients(name) + "/" + server;
            admin.post(path + "/protocol-mappers/models", Mappers.fhirServer());
            admin.post(path + "/roles", Map.of("name", "launch-context-issuer"));
            String account = admin.get(clients(name) + "/" + ehr + "/service-account-user")
                    .get("id")
                    .asText();
            admin.post(
                    "/" + name + "/users/" + account + "/role-mappings/clients/" + server,
                    List.of(admin.get(path + "/roles/launch-context-issuer")));
        }
    }

    private void createUsers(String name) {
        for (int i = 0; i < BenchRealm.USERS; i++) {
            String user = "user-" + i;
            admin.post(
                    "/" + name + "/users",
                    Map.of(
                            "username",
                            user,
                            "enabled",
                            true,
                            "email",
                            user + "@example.org",
                            "emailVerified",
                            true,
                            "firstName",
                            "User",
                            "lastName",
                            "Number " + i,
                            "attributes",
                            Map.of("fhirUser", List.of("Practitioner/prac-" + i)),
                            "credentials",
                            List.of(Map.of("type", "password", "value", user, "temporary", false))));
        }
    }

    private static String clients(String realm) {
        return "/" + realm + "/clients";
    }
}
