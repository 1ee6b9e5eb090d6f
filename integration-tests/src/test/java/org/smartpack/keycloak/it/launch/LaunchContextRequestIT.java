/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be registered in a realm, and the answer (LCTX-4 to 18). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchContextRequestIT {

    private static final String OTHER_BASE = "https://other.example.org/fhir";

    private ApiRealm realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = new ApiRealm(admin);
    }

    @Test
    @DisplayName(
            "LCTX-16, 17: JSON: handle of 32 bytes under both names, what holds, no launch_url without a launch URL")
    void jsonAnswer() {
        Response response = realm.json(Map.of("patient", "pat-1", "client_id", "app", "expires_in", 120));
        String handle = Expect.registered(response);
        assertThat(handle).matches("[A-Za-z0-9_-]{43}");
        assertThat(response.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "launchContextIdentifier", handle, "launch", handle, "expires_in", 120, "single_use", true));
    }

    @Test
    @DisplayName("LCTX-FA-5 LCTX-16, 17: form: a UUID of version 4 and nothing else, on both paths")
    void formAnswer() {
        for (String path : List.of(realm.api(), realm.firely())) {
            Response response =
                    Caller.basic(ApiRealm.EHR).formParam("patient", "abc").post(path);
            UUID handle = UUID.fromString(Expect.registered(response));
            assertThat(handle.version()).isEqualTo(4);
            assertThat(response.jsonPath().getMap("")).containsOnlyKeys("launchContextIdentifier");
        }
    }

    @Test
    @DisplayName("LCTX-4: Firely's path takes JSON as well")
    void jsonAtFirely() {
        Response response = Caller.basic(ApiRealm.EHR)
                .contentType("application/json")
                .body("{\"patient\":\"1\"}")
                .post(realm.firely());
        Expect.registered(response);
        assertThat(response.jsonPath().getString("launch")).isNotBlank();
    }

    @Test
    @DisplayName("LCTX-17 LCTX-FA-11: every call gives another handle")
    void handles() {
        Set<String> handles = IntStream.range(0, 20)
                .mapToObj(i -> Expect.registered(realm.json("{\"patient\":\"1\"}")))
                .collect(toSet());
        assertThat(handles).hasSize(20);
    }

    @Test
    @DisplayName("LCTX-FA-8 unknown form keys are named in warnings, shortened and harmless, never with their values")
    void warnings() {
        Response response = realm.form("patient=1&unicorn=secret-value&%3Cscript%3E" + "x".repeat(200) + "=2");
        Expect.registered(response);
        assertThat(response.jsonPath().getMap("")).containsOnlyKeys("launchContextIdentifier", "warnings");
        assertThat(response.jsonPath().<String>getList("warnings"))
                .hasSize(2)
                .allMatch(warning -> warning.length() < 100)
                .first()
                .isEqualTo("unknown key ignored: unicorn");
        assertThat(response.asString()).doesNotContain("secret-value", "<");

        String many = IntStream.range(0, 500).mapToObj(i -> "&x" + i + "=1").collect(joining());
        assertThat(realm.form("patient=1" + many).jsonPath().getList("warnings"))
                .hasSize(21)
                .endsWith("480 more unknown keys ignored");
    }

    @Test
    @DisplayName("LCTX-12: expires_in: larger is cut to 3600 and reported, smaller refused")
    void lifetime() {
        assertThat(realm.json("{\"patient\":\"1\"}").jsonPath().getInt("expires_in"))
                .isEqualTo(300);
        assertThat(realm.json("{\"patient\":\"1\",\"expires_in\":86400}")
                        .jsonPath()
                        .getInt("expires_in"))
                .isEqualTo(3600);
        Expect.wrongField("expires_in", realm.json("{\"patient\":\"1\",\"expires_in\":29}"));
        Expect.wrongField("expires_in", realm.form("patient=1&expires_in=1"));
    }

    @Test
    @DisplayName("LCTX-18 SMART-LAUNCH-2: launch_url only for an app with exactly one launch URL, whatever its query")
    void launchUrl() {
        realm.createClient("one", Map.of("publicClient", true));
        realm.launchUrls("one", "https://app.example.org/launch?site=a%20b");
        Response one = realm.json(Map.of("patient", "1", "client_id", "one"));
        assertThat(one.jsonPath().getString("launch_url"))
                .isEqualTo("https://app.example.org/launch?site=a%20b&iss=https%3A%2F%2Fehr.example.org%2Ffhir&launch="
                        + Expect.registered(one));

        realm.createClient("two", Map.of("publicClient", true));
        realm.launchUrls("two", "https://app.example.org/a##https://app.example.org/b");
        Response two = realm.json(Map.of("patient", "1", "client_id", "two"));
        Expect.registered(two);
        assertThat(two.jsonPath().getMap("")).doesNotContainKey("launch_url");
        Response form = realm.form("patient=1&client_id=one");
        Expect.registered(form);
        assertThat(form.jsonPath().getMap("")).doesNotContainKey("launch_url");
    }

    @Test
    @DisplayName("LCTX-10: client_id has to be an enabled client of this realm")
    void app() {
        Expect.wrongField("client_id", realm.json(Map.of("patient", "1", "client_id", "no-such-app")));
        Expect.wrongField("client_id", realm.form("patient=1&client_id=no-such-app"));
        realm.createClient("off", Map.of("publicClient", true, "enabled", false));
        Response off = realm.json(Map.of("patient", "1", "client_id", "off"));
        Expect.wrongField("client_id", off);
        assertThat(off.asString()).doesNotContain("off\"").doesNotContain("off ");
    }

    @Test
    @DisplayName(
            "LCTX-11: aud or iss is the FHIR base URL; one slash at the end is forgiven; two different ones aren't")
    void audience() {
        for (String name : List.of("aud", "iss")) {
            Expect.registered(realm.json(Map.of("patient", "1", name, ApiRealm.BASE)));
            Expect.registered(realm.json(Map.of("patient", "1", name, ApiRealm.BASE + "/")));
            for (String wrong : List.of(
                    "https://ehr.example.org", ApiRealm.BASE + "//", "https://EHR.example.org/fhir", realm.url, "x")) {
                Expect.wrongField("aud", realm.json(Map.of("patient", "1", name, wrong)));
            }
        }
        Expect.registered(realm.json(Map.of("patient", "1", "aud", ApiRealm.BASE, "iss", ApiRealm.BASE + "/")));
        Expect.wrongField("aud", realm.json(Map.of("patient", "1", "aud", ApiRealm.BASE, "iss", realm.url)));
    }

    @Test
    @DisplayName("LCTX-11 attack 21: with several FHIR servers aud is needed, and each has its own issuers")
    void severalServers(KeycloakServer server, Admin admin) {
        ApiRealm several = new ApiRealm(admin);
        several.confidential("other-fhir", Map.of());
        several.fhirServer("other-fhir", OTHER_BASE, Map.of());
        several.giveRole("other-fhir", "other-fhir");

        Expect.wrongField("aud", several.json("{\"patient\":\"1\"}"));
        Expect.registered(several.json(Map.of("patient", "1", "aud", ApiRealm.BASE)));
        Answers.insufficientScope("the other server", several.json(Map.of("patient", "1", "aud", OTHER_BASE)));
        Answers.insufficientScope(
                "the EHR's server",
                several.json(Caller.basic("other-fhir"), Map.of("patient", "1", "aud", ApiRealm.BASE)));
        // A caller of Firely's endpoint is the FHIR server itself and sends no aud.
        Expect.registered(several.form(Caller.basic("other-fhir"), "patient=1"));
    }

    @Test
    @DisplayName("LCTX-4 LEN-3 LEN-4: a byte order mark is skipped, and null is absence, at both paths")
    void lenient() {
        String body =
                "\uFEFF{\"patient\":\"1\",\"encounter\":null,\"fhirContext\":[{\"reference\":\"List/1\",\"role\":null,"
                        + "\"type\":null}],\"client_id\":null,\"aud\":null,\"iss\":null,\"user\":null,\"expires_in\":null,"
                        + "\"single_use\":null,\"extensions\":null,\"intent\":null,\"need_patient_banner\":null}";
        for (String path : List.of(realm.api(), realm.firely())) {
            Response response = Caller.basic(ApiRealm.EHR)
                    .contentType("application/json")
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .post(path);
            Expect.registered(response);
            assertThat(response.jsonPath().getInt("expires_in")).isEqualTo(300);
            assertThat(response.jsonPath().getBoolean("single_use")).isTrue();
        }
        Expect.wrongField("empty", realm.json("{\"patient\":null}"));
        Expect.wrongField("pateint", realm.json("{\"patient\":\"1\",\"pateint\":null}"));
    }

    @Test
    @DisplayName("LCTX-6: absolute references only below a FHIR server of the realm")
    void references() {
        Expect.registered(
                realm.json(Map.of("fhirContext", List.of(Map.of("reference", ApiRealm.BASE + "/ImagingStudy/9")))));
        Expect.wrongField(
                "fhirContext",
                realm.json(Map.of("fhirContext", List.of(Map.of("reference", OTHER_BASE + "/ImagingStudy/9")))));
    }

    @Test
    @DisplayName(
            "LCTX-10, 13: a FHIR server can require contexts to name the app, and permit contexts that are used again")
    void serverSettings(Admin admin) {
        Expect.wrongField("single_use", realm.json(Map.of("patient", "1", "single_use", false)));

        ApiRealm strict = new ApiRealm(admin);
        strict.confidential("strict-fhir", Map.of());
        strict.fhirServer(
                "strict-fhir", OTHER_BASE, Map.of("launch.client.required", "true", "launch.reusable", "true"));
        strict.giveRole(ApiRealm.EHR, "strict-fhir");
        Expect.wrongField("client_id", strict.json(Map.of("patient", "1", "aud", OTHER_BASE)));
        Expect.wrongField("client_id", strict.form("patient=1&aud=" + OTHER_BASE));
        Response reusable =
                strict.json(Map.of("patient", "1", "aud", OTHER_BASE, "client_id", "app", "single_use", false));
        Expect.registered(reusable);
        assertThat(reusable.jsonPath().getBoolean("single_use")).isFalse();
        Expect.registered(strict.json(Map.of("patient", "1", "aud", ApiRealm.BASE)));
    }

    @Test
    @DisplayName("LCTX-9: a FHIR server can require contexts to name the user, in JSON and in a form")
    void userRequired(Admin admin) {
        ApiRealm strict = new ApiRealm(admin);
        strict.confidential("strict-fhir", Map.of());
        strict.fhirServer("strict-fhir", OTHER_BASE, Map.of("launch.user.required", "true"));
        strict.giveRole(ApiRealm.EHR, "strict-fhir");
        Expect.wrongField("user", strict.json(Map.of("patient", "1", "aud", OTHER_BASE)));
        Expect.wrongField("user", strict.form("patient=1&aud=" + OTHER_BASE));
        Expect.registered(strict.json(Map.of("patient", "1", "aud", OTHER_BASE, "user", "Practitioner/9")));
        Expect.registered(strict.form("patient=1&user=Practitioner/9&aud=" + OTHER_BASE));
        Expect.registered(strict.json(Map.of("patient", "1", "aud", ApiRealm.BASE)));
    }

    @Test
    @DisplayName("LCTX-15: what is malformed, empty, repeated or unknown is 400 and names the field, never the value")
    void malformed() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "patient", "{\"patient\":\"Encounter/secret-value\"}",
                        "encounter", "{\"encounter\":\"secret value\"}",
                        "fhirContext", "{\"fhirContext\":[{\"reference\":\"Patient/secret-value\"}]}",
                        "secretive", "{\"patient\":\"1\",\"secretive\":\"secret-value\"}",
                        "user", "{\"patient\":\"1\",\"user\":\"secret-value\"}",
                        "smart_style_url", "{\"patient\":\"1\",\"smart_style_url\":\"secret-value\"}",
                        "extensions", "{\"patient\":\"1\",\"extensions\":{\"secret-value\":1}}",
                        "empty", "{}",
                        "repeated", "{\"patient\":\"1\",\"patient\":\"secret-value\"}",
                        "the body", "secret-value")
                .entrySet()) {
            Response response = realm.json(wrong.getValue());
            Expect.wrongField(wrong.getKey(), response);
            assertThat(response.asString()).doesNotContain("secret-value").doesNotContain("secret value");
        }
        for (Map.Entry<String, String> wrong : Map.of(
                        "Patient", "patient=Encounter/secret-value",
                        "repeated", "patient=1&patient=secret-value",
                        "need_patient_banner", "patient=1&need_patient_banner=secret-value",
                        "empty", "unicorn=secret-value")
                .entrySet()) {
            Response response = realm.form(wrong.getValue());
            Expect.wrongField(wrong.getKey(), response);
            assertThat(response.asString()).doesNotContain("secret-value");
        }
    }

    @Test
    @DisplayName("LCTX-FA-1 LCTX-FA-7 LCTX-30 what was registered as a form arrives with the token")
    void redeemed(Admin admin) {
        SmartRealm smart = SmartRealm.create(admin);
        Response registered = Caller.basic("fhir-server")
                .contentType("application/x-www-form-urlencoded")
                .body("Patient=Patient/pat-3&encounter=enc-3&imagingstudy=9&intent=order&need_patient_banner=true")
                .post(smart.url + "/connect/launchContext");
        Pkce pkce = Pkce.create();
        App app = smart.app("growth-chart");
        Response tokens = app.tokens(
                smart.browser()
                        .visit(
                                app.authorize(app.launchRequest(App.SCOPE, pkce, Expect.registered(registered))),
                                "drbob"),
                pkce);
        assertThat(app.context(tokens, "patient", "encounter", "fhirContext", "intent", "need_patient_banner"))
                .isEqualTo(Map.of(
                        "patient", "pat-3",
                        "encounter", "enc-3",
                        "fhirContext", List.of(Map.of("reference", "ImagingStudy/9")),
                        "intent", "order",
                        "need_patient_banner", true));
    }

    @Test
    @DisplayName("attack 32: a handle is no code, no request_uri and no token, and trying it so doesn't use it up")
    void typedKeys(Admin admin) {
        SmartRealm smart = SmartRealm.create(admin);
        String handle = smart.register(Map.of("patient", "pat-4"));
        App app = smart.app("web-app");
        Pkce pkce = Pkce.create();
        for (String prefix : List.of("", "smart-launch-context:")) {
            assertThat(app.redeem(prefix + handle, pkce.verifier()).<String>path("error"))
                    .isEqualTo("invalid_grant");
            assertThat(app.refresh(prefix + handle).<String>path("error")).isEqualTo("invalid_grant");
            assertThat(smart.isActive(prefix + handle)).isFalse();
            Map<String, String> pushed = app.request(App.SCOPE, pkce);
            pushed.put("request_uri", "urn:ietf:params:oauth:request_uri:" + prefix + handle);
            assertThat(smart.browser().visit(app.authorize(pushed), "drbob")).doesNotContainKey("code");
        }
        Response tokens = app.tokens(
                smart.browser().visit(app.authorize(app.launchRequest(App.SCOPE, pkce, handle)), "drbob"), pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-4");
    }
}
