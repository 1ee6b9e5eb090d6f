/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users who write a {@code fhirUser} for themselves: where Keycloak lets them, by any way and with any scope, the
 * attribute is nobody's; where it counts, none of the ways changes it.
 */
@ExtendWith(SharedServer.class)
class FhirUserWriteIT {

    private static final String SCOPE = "launch/patient openid fhirUser patient/*.rs";
    private static final String OTHER = "Patient/pat-2";
    private static final Map<String, String> ATTEMPT =
            Map.of("fhirUser", OTHER, "FHIRUSER", OTHER, "user.attributes.fhirUser", OTHER);

    private SmartRealm realm;
    private OwnProfile own;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin, Map.of("registrationAllowed", true));
        own = new OwnProfile(realm);
    }

    /** Changes the realm's user profile; the attribute is {@code fhirUser}'s declaration. */
    private void profile(String unmanaged, Consumer<Map<String, Object>> change) {
        String path = "/" + realm.name + "/users/profile";
        Map<String, Object> profile = realm.admin.get(path).jsonPath().getMap("");
        if (!unmanaged.equals("DISABLED")) {
            profile.put("unmanagedAttributePolicy", unmanaged);
        }
        for (Map<String, Object> attribute : attributes(profile)) {
            if ("fhirUser".equals(attribute.get("name"))) {
                change.accept(attribute);
            }
        }
        realm.admin.put(path, profile);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> attributes(Map<String, Object> profile) {
        return (List<Map<String, Object>>) profile.get("attributes");
    }

    private static void declare(String how, Map<String, Object> attribute) {
        switch (how) {
            case "for some scopes" -> attribute.put("selector", Map.of("scopes", List.of("offline_access")));
            case "required" -> attribute.put("required", Map.of("roles", List.of("admin")));
            case "in another case" -> attribute.put("name", "FHIRuser");
            default -> {}
        }
    }

    private void writeByEveryWay(String user) {
        own.writeByAccountApi(user, "openid", ATTEMPT);
        own.writeByAccountApi(user, "openid offline_access", ATTEMPT);
        own.writeByAction(user, ATTEMPT);
    }

    private String stored(String user) {
        return realm.admin.get(realm.user(user).path() + "/unmanagedAttributes").asString();
    }

    private Map<String, String> launch(String user) {
        App app = realm.app("growth-chart");
        return realm.browser().visit(app.authorize(app.request(SCOPE, Pkce.create())), user);
    }

    private void assertNobody(String user) {
        assertThat(launch(user))
                .as("%s, whose attributes are %s", user, stored(user))
                .doesNotContainKey("code")
                .containsEntry("error", "access_denied");
        Response tokens = realm.app("growth-chart").login(realm.browser(), user, "openid fhirUser user/*.rs");
        assertThat(tokens.<String>path("scope").split(" ")).doesNotContain("fhirUser");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ENABLED, for some scopes",
        "ENABLED, as usual",
        "ENABLED, required",
        "ENABLED, in another case",
    })
    @DisplayName("attack 41: where users may write attributes that aren't declared, fhirUser is nobody's")
    void unmanagedAttributes(String unmanaged, String declared) {
        profile(unmanaged, attribute -> declare(declared, attribute));
        writeByEveryWay("alice");
        own.register("newcomer", ATTEMPT);
        assertNobody("alice");
        assertNobody("newcomer");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, fhirUser, offline_access",
        "ADMIN_EDIT, fhirUser, ''",
        "ADMIN_VIEW, FHIRUser, ''",
    })
    @DisplayName("attack 41: an attribute that users edit, with any scope and in any case, is nobody's fhirUser")
    void declaredForUsers(String unmanaged, String name, String scope) {
        profile(unmanaged, attribute -> {
            attribute.put("name", name);
            attribute.put("permissions", Map.of("view", List.of("admin"), "edit", List.of("admin", "user")));
            if (!scope.isEmpty()) {
                attribute.put("selector", Map.of("scopes", List.of(scope)));
            }
        });
        writeByEveryWay("alice");
        assertNobody("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, as usual",
        "DISABLED, for some scopes",
        "ADMIN_EDIT, for some scopes",
        "ADMIN_EDIT, in another case",
        "ADMIN_VIEW, for some scopes",
        "ADMIN_VIEW, required",
    })
    @DisplayName("attack 41: where fhirUser counts, no way of Keycloak's lets users change it or choose it")
    void closed(String unmanaged, String declared) {
        profile(unmanaged, attribute -> declare(declared, attribute));
        writeByEveryWay("alice");
        own.register("newcomer", ATTEMPT);
        App app = realm.app("growth-chart");
        assertThat(app.patient(app.login(realm.browser(), "alice", SCOPE))).isEqualTo("pat-1");
        assertNobody("newcomer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Practitioner/prac-1", ""})
    @DisplayName("attack 41: who calls themselves a practitioner, or nobody, gets no other patient's launch")
    void noLongerPatient(String claimed) {
        profile("ENABLED", attribute -> declare("for some scopes", attribute));
        own.writeByAccountApi("alice", "openid", Map.of("fhirUser", claimed));
        assertThat(realm.admin.get(realm.user("alice").path()).<String>path("attributes.fhirUser[0]"))
                .isEqualTo(claimed.isEmpty() ? null : claimed);
        App app = realm.app("growth-chart");
        String launch = realm.register(Map.of("patient", "pat-2"));
        assertThat(realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), launch)), "alice"))
                .doesNotContainKey("code")
                .containsEntry("error", "access_denied");
    }

    @Test
    @DisplayName("attack 41: several values are nobody: which one is read first isn't said")
    void severalValues() {
        profile("DISABLED", attribute -> {
            attribute.put("multivalued", true);
            ((Map<?, ?>) attribute.get("validations")).remove("multivalued");
        });
        Map<String, Object> user = new LinkedHashMap<>(
                realm.admin.get(realm.user("alice").path()).jsonPath().getMap(""));
        user.put("attributes", Map.of("fhirUser", new ArrayList<>(List.of("Patient/pat-1", OTHER))));
        realm.admin.put(realm.user("alice").path(), user);
        assertNobody("alice");
    }
}
