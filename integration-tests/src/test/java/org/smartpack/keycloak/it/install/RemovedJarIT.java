/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jars are gone, but a realm still uses what was in them: what stops, that the steps of docs/install.md bring it
 * back without the pack, and that nothing is lost when the jars return.
 */
@DisplayName("A realm whose pack was removed")
class RemovedJarIT {

    private static final String FLOW = "clients-without-the-pack";
    private static final List<String> KEYCLOAKS_OWN =
            List.of("client-secret", "client-jwt", "client-secret-jwt", "client-x509");

    private final KeycloakHome home = Installation.home("removed");
    private final int port = Installation.freePort();
    private final Map<String, Object> export = Installation.realm("smart");

    private KeycloakServer start(String... options) {
        return Servers.startDev(home, port, List.of(options));
    }

    private SmartRealm realm(KeycloakServer server) {
        return new SmartRealm(new Admin(server), (String) export.get("realm"));
    }

    @Test
    @DisplayName("is recovered by the steps of install.md, and works as before when the jars are back")
    void recovered() throws IOException {
        try (KeycloakServer server = start(KeycloakServer.FEATURE)) {
            new Admin(server).createRealm(export);
            SmartRealm realm = realm(server);
            validateFhirUser(realm, true);
            assertThat(clientCredentials(realm)).isEqualTo(200);
            assertThat(signedRequest(realm)).isEqualTo(200);
            assertThat(loginPage(realm).statusCode()).isEqualTo(200);
        }
        for (Path jar : List.of(Installation.providerJar(), Installation.themeJar())) {
            Files.delete(home.path().resolve("providers").resolve(jar.getFileName()));
        }
        try (KeycloakServer server = start()) {
            SmartRealm realm = realm(server);
            assertThat(clientCredentials(realm)).as("any client").isEqualTo(401);
            assertThat(loginPage(realm).statusCode()).as("the login page").isEqualTo(500);

            recover(realm);

            assertThat(clientCredentials(realm)).isEqualTo(200);
            assertThat(app(realm).login(realm.browser(), "drbob", "openid").<String>path("access_token"))
                    .isNotEmpty();
            saveUser(realm);
            assertThat(signedRequest(realm))
                    .as("a client of the missing authenticator")
                    .isEqualTo(401);
        }
        home.withProvider(Installation.providerJar()).withProvider(Installation.themeJar());
        try (KeycloakServer server = start(KeycloakServer.FEATURE)) {
            SmartRealm realm = realm(server);
            realm.change(Map.of("clientAuthenticationFlow", "clients"));
            assertThat(clientCredentials(realm)).isEqualTo(200);
            assertThat(signedRequest(realm)).isEqualTo(200);
            Response tokens = app(realm).launch(realm.browser(), "drbob", Map.of("patient", "pat-3"));
            assertThat(tokens.<String>path("patient")).isEqualTo("pat-3");
        }
    }

    /** The steps, in the order in which install.md has them. */
    private static void recover(SmartRealm realm) {
        Admin admin = realm.admin;
        admin.put(realm.path("/client-policies/policies"), Map.of("policies", List.of()));
        admin.put(realm.path("/client-policies/profiles"), Map.of("profiles", List.of()));

        admin.post(
                realm.path("/authentication/flows"),
                Map.of("alias", FLOW, "providerId", "client-flow", "topLevel", true, "builtIn", false));
        String executions = realm.path("/authentication/flows/" + FLOW + "/executions");
        KEYCLOAKS_OWN.forEach(provider -> admin.post(executions + "/execution", Map.of("provider", provider)));
        List<Map<String, Object>> added = admin.get(executions).jsonPath().getList("");
        for (Map<String, Object> execution : added) {
            execution.put("requirement", "ALTERNATIVE");
            admin.put(executions, execution);
        }
        realm.change(Map.of("clientAuthenticationFlow", FLOW));

        String actions = realm.path("/authentication/required-actions");
        List<String> aliases = admin.get(actions).jsonPath().getList("alias");
        aliases.stream()
                .filter(alias -> alias.startsWith("smart-"))
                .forEach(alias -> admin.delete(actions + "/" + alias));

        realm.change(Map.of("loginTheme", "", "accountTheme", ""));

        validateFhirUser(realm, false);
    }

    /** Has the attribute {@code fhirUser} checked by the pack's validator, or by none. */
    private static void validateFhirUser(SmartRealm realm, boolean byThePack) {
        Map<String, Object> profile =
                realm.admin.get(realm.path("/users/profile")).jsonPath().getMap("");
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> attributes = (List<Map<String, Object>>) profile.get("attributes");
        attributes.stream()
                .filter(attribute -> "fhirUser".equals(attribute.get("name")))
                .forEach(attribute ->
                        attribute.put("validations", byThePack ? Map.of("smart-fhir-user", Map.of()) : Map.of()));
        realm.admin.put(realm.path("/users/profile"), profile);
    }

    private static void saveUser(SmartRealm realm) {
        Map<String, Object> user = realm.admin
                .get(realm.path("/users?exact=true&username=drbob"))
                .jsonPath()
                .getMap("[0]");
        realm.admin.put(realm.path("/users/" + user.get("id")), user);
    }

    private static App app(SmartRealm realm) {
        return realm.app("web-app");
    }

    private static Response loginPage(SmartRealm realm) {
        return realm.browser().open(app(realm).authorize(app(realm).request("openid", Pkce.create())));
    }

    private static int clientCredentials(SmartRealm realm) {
        return Client.confidential(realm, "ehr").clientCredentials().statusCode();
    }

    private static int signedRequest(SmartRealm realm) {
        return SigningClient.demo(realm, "bulk-client")
                .clientCredentials("system/Patient.rs")
                .statusCode();
    }
}
