/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A FHIR server's client that is saved past the mapper's own check: refused, or the realm goes on with its rules, for
 * which it may have no FHIR server to launch at.
 */
@ExtendWith(SharedServer.class)
class InvalidBaseUrlIT {

    private SmartRealm realm;
    private String path;

    @BeforeEach
    void realm(Admin admin) {
        realm = SmartRealm.create(admin);
        path = "/" + realm.name + "/clients";
    }

    /** Neither {@code aud} nor PKCE nor a launch: a code comes only in a realm without rules. */
    private void assertGoverned() {
        App app = realm.newApp(Map.of());
        Map<String, String> request = app.request("openid patient/*.rs user/*.cruds", Pkce.create());
        request.keySet().removeAll(List.of("aud", "code_challenge", "code_challenge_method"));
        assertThat(realm.browser().visit(app.authorize(request), "drbob")).doesNotContainKey("code");
    }

    private Map<String, Object> fhirServer(String baseUrl) {
        Map<String, Object> client = new LinkedHashMap<>(
                realm.admin.get(path + "?clientId=fhir-server").jsonPath().getMap("[0]"));
        List<Map<String, Object>> mappers = members(client.get("protocolMappers"));
        for (Map<String, Object> mapper : mappers) {
            if ("smart-fhir-server".equals(mapper.get("protocolMapper"))) {
                Map<String, Object> config = new LinkedHashMap<>();
                ((Map<?, ?>) mapper.get("config")).forEach((name, value) -> config.put((String) name, value));
                config.put("base.url", baseUrl);
                mapper.put("config", config);
            }
        }
        return client;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> members(Object json) {
        return (List<Map<String, Object>>) json;
    }

    private int save(String method, String address, Object body) {
        return realm.admin
                .request()
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, realm.adminUrl(address))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fhir",
                "ftp://127.0.0.1/fhir",
                "http://127.0.0.1:8090/fhir?x=1",
                "http://127.0.0.1:8090/fhir#x",
                "http://user@127.0.0.1:8090/fhir",
                "http://127.0.0.1:8090/fhir "
            })
    @DisplayName(
            "attack 38: PUT of a FHIR server's client with an invalid base URL doesn't free the realm of its rules")
    void changed(String baseUrl) {
        save("PUT", "/clients/" + realm.client("fhir-server").id(), fhirServer(baseUrl));
        assertGoverned();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fhir", "http://127.0.0.1:8090/fhir?x=1"})
    @DisplayName(
            "attack 38: POST of a FHIR server's client with an invalid base URL is refused, or the realm has rules")
    void added(String baseUrl) {
        Map<String, Object> client = fhirServer(baseUrl);
        realm.admin.delete(path + "/" + realm.client("fhir-server").id());
        client.keySet().removeAll(List.of("id", "secret"));
        members(client.get("protocolMappers")).forEach(mapper -> mapper.keySet().remove("id"));
        if (save("POST", "/clients", client) == 201) {
            assertGoverned();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fhir", "http://127.0.0.1:8090/fhir?x=1"})
    @DisplayName("attack 38: nor does a partial import that overwrites the client")
    void imported(String baseUrl) {
        Map<String, Object> client = fhirServer(baseUrl);
        client.keySet().remove("id");
        save("POST", "/partialImport", Map.of("ifResourceExists", "OVERWRITE", "clients", List.of(client)));
        assertGoverned();
    }
}
