/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

/** A realm in which everything is wrong that can be wrong at once. */
final class BrokenRealm {

    private static final String KEY =
            ClientKey.rsa(2048, "key").as("key", null, "RS384").jwks();

    final SmartRealm realm;

    private BrokenRealm(SmartRealm realm) {
        this.realm = realm;
    }

    static BrokenRealm create(Admin admin) {
        BrokenRealm broken = new BrokenRealm(SmartRealm.create(admin));
        broken.fhirServers();
        broken.scopes();
        broken.apps();
        broken.services();
        broken.users();
        broken.patientStep();
        broken.accessPeriods();
        return broken;
    }

    private RealmClient fhirServer(String clientId, String base, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of("standardFlowEnabled", false));
        client.putAll(settings);
        RealmClient created = realm.createClient(clientId, client);
        created.addMapper("smart-fhir-server", Map.of("base.url", base));
        return created;
    }

    private void fhirServers() {
        fhirServer("over-tls", SmartRealm.FHIR.replace("http:", "https:"), Map.of());
        fhirServer("loud", "https://EHR.example.org/fhir", Map.of());
        fhirServer("switched-off", "https://off.example.org/fhir", Map.of()).change(Map.of("enabled", false));
        fhirServer("nobody", "https://public.example.org/fhir", Map.of("publicClient", true));
        RealmClient poor = fhirServer("without-roles", "https://poor.example.org/fhir", Map.of());
        realm.admin.delete(poor.path() + "/roles/introspect");
    }

    private void scopes() {
        for (String name : List.of(
                "system/observation.rs",
                "system/Patient.sr",
                "system/Task.rs?resource-origin={onw}",
                "user/settings")) {
            realm.oldScope(name);
        }
        realm.admin.post(realm.path("/client-scopes"), Map.of("name", "user/Task.rs", "protocol", "saml"));
        String launch = realm.admin.get(realm.path("/client-scopes")).path("find { it.name == 'fhirUser' }.id");
        realm.admin.delete(realm.path("/client-scopes/" + launch));
    }

    private void apps() {
        realm.createClient("without-redirect", Map.of()).allow("launch/imagingstudy", false);
        realm.createClient("wide", Map.of("redirectUris", List.of("https://app.example.org/*")))
                .allow("launch/device", false);
        realm.createClient("by-default", Map.of("redirectUris", List.of("https://app.example.org/")))
                .allow("patient/Device.rs", true);
        realm.createClient(
                        "asking", Map.of("redirectUris", List.of("https://app.example.org/"), "consentRequired", true))
                .allow("patient/Flag.rs", false);
        realm.createClient("lost", Map.of("redirectUris", List.of("https://app.example.org/")))
                .addMapper("smart-app", Map.of());
        realm.createClient("no-service", Map.of("standardFlowEnabled", false)).allow("system/Device.rs", false);
        realm.createClient("no-domain", Map.of("serviceAccountsEnabled", true, "standardFlowEnabled", false))
                .allow("system/Device.rs?resource-origin={own}", false);
    }

    private void service(String clientId, Map<String, String> attributes) {
        realm.importClient(clientId, SigningClient.settings(attributes));
    }

    private void services() {
        service("keyless", Map.of());
        service("no-set", SigningClient.imported("{}"));
        service("open-handed", SigningClient.imported(KEY.replace("\"kty\"", "\"d\":\"AQAB\",\"kty\"")));
        service("anonymous", SigningClient.imported(KEY.replace("\"kid\"", "\"kidd\"")));
        service("half", SigningClient.imported("{\"keys\":[{\"kid\":\"a\",\"use\":\"sig\"},{\"use\":\"sig\"}]}"));
        service("useless", SigningClient.imported("{\"keys\":[{\"kid\":\"a\"}]}"));
        service("no-url", url("keys.json", false));
        service("plain", url("http://127.0.0.1:1/keys", false));
        service("plain-at-home", url("http://127.0.0.1:1/keys", true));
        service("at-home", url("https://127.0.0.1:1/keys", false));
        service("nowhere", url("https://keys.invalid/keys", false));
        Map<String, String> secret = new LinkedHashMap<>(SigningClient.fetched("https://127.0.0.1:1/keys"));
        secret.put("smart.jwt.algorithms", "RS384 HS256");
        service("secret", secret);
    }

    private static Map<String, String> url(String url, boolean isPrivate) {
        return Map.of(
                "use.jwks.url", "true", "jwks.url", url, "smart.jwt.private.addresses", String.valueOf(isPrivate));
    }

    /** Gives the attribute {@code fhirUser} of a realm's user profile these validators and no others. */
    @SuppressWarnings("unchecked")
    static void validateFhirUser(SmartRealm realm, Map<String, Object> validators) {
        String path = realm.path("/users/profile");
        Map<String, Object> profile = realm.admin.get(path).jsonPath().getMap("");
        ((List<Map<String, Object>>) profile.get("attributes"))
                .stream()
                        .filter(attribute -> attribute.get("name").equals("fhirUser"))
                        .forEach(attribute -> attribute.put("validations", validators));
        realm.admin.put(path, profile);
    }

    private void users() {
        validateFhirUser(realm, Map.of());
        realm.fhirUser("alice", "patient-1");
    }

    /** A realm import brings such a setting; here it is written as unchecked. */
    private void accessPeriods() {
        realm.admin.post(
                realm.path("/authentication/register-required-action"),
                Map.of("providerId", "smart-scopes", "name", "Choose scopes"));
        String step = realm.path("/authentication/required-actions/smart-scopes");
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(step).jsonPath().getMap(""));
        action.put("enabled", true);
        action.put("config", Map.of("access.periods", "1d, 1w"));
        realm.admin.put(step, action);
    }

    private void patientStep() {
        realm.admin.post(
                realm.path("/authentication/register-required-action"),
                Map.of("providerId", "smart-patient", "name", "Choose"));
        realm.admin.post(realm.path("/authentication/required-actions/smart-patient/lower-priority"), "");
        String step = realm.path("/authentication/required-actions/smart-patient");
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(step).jsonPath().getMap(""));
        action.put("priority", 1);
        action.put("enabled", true);
        realm.admin.put(step, action);
    }
}
