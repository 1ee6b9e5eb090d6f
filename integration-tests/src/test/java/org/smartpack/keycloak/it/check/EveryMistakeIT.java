/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.it.check.MistakeTables.Seen;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** Each mistake of {@code docs/troubleshooting.md}, made on purpose: it is told where and how the page says. */
@ExtendWith(SharedServer.class)
class EveryMistakeIT {

    /** Shown where servers are started with other options: {@code ProductionModeIT} and {@code FeatureOffIT}. */
    private static final String ELSEWHERE = "a request limit that isn't set";

    private static final ClientKey KEY = ClientKey.rsa();

    private interface Mistake {
        Seen make() throws Exception;
    }

    private final Map<String, Mistake> mistakes = new LinkedHashMap<>();
    private Admin admin;

    @TestFactory
    @DisplayName("SMART-SCOPE-3, SMART-BS-3: each mistake is told as docs/troubleshooting.md says")
    Stream<DynamicTest> everyMistake(Admin admin) {
        this.admin = admin;
        scopes();
        apps();
        fhirServers();
        users();
        keys();
        requests();
        MistakeTables tables = MistakeTables.read();
        List<String> made = new ArrayList<>(mistakes.keySet());
        made.add(ELSEWHERE);
        assertThat(made).containsExactlyInAnyOrderElementsOf(tables.mistakes());
        return mistakes.entrySet().stream()
                .map(mistake -> DynamicTest.dynamicTest(
                        mistake.getKey(),
                        () -> tables.assertSaid(
                                mistake.getKey(), mistake.getValue().make())));
    }

    // What was said

    private static String refusal(Realm realm, String path, Map<String, Object> body) {
        Response answer =
                realm.admin.request().contentType(ContentType.JSON).body(body).post(realm.adminUrl(path));
        return answer.statusCode() < 300 ? "" : answer.asString();
    }

    private static String event(Realm realm, String type) {
        return realm.newestEvent(type).toString();
    }

    private static String check(Realm realm, String subject) {
        return RealmReport.of(realm).findings().stream()
                .filter(finding -> finding.get("subject").equals(subject))
                .map(finding -> finding.get("rule"))
                .collect(Collectors.joining(" "));
    }

    private static Seen refusedService(Realm realm, String saved, Response answer, String subject) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 401);
        String check = subject.isEmpty() ? "" : check(realm, subject);
        return new Seen(saved, answer.asString(), event(realm, "CLIENT_LOGIN_ERROR"), check);
    }

    private static Seen refusedApp(Realm realm, String saved, Map<String, String> callback, String subject) {
        assertThat(callback).containsKey("error");
        String check = subject.isEmpty() ? "" : check(realm, subject);
        return new Seen(saved, callback.get("error_description"), event(realm, "LOGIN_ERROR"), check);
    }

    private static RealmClient service(Realm realm) {
        return realm.createClient(
                "service",
                Map.of(
                        "secret",
                        Caller.secret("service"),
                        "serviceAccountsEnabled",
                        true,
                        "standardFlowEnabled",
                        false,
                        "defaultClientScopes",
                        List.of("basic")));
    }

    // Scopes

    private void scopes() {
        mistakes.put(
                "a resource type in small letters in the name of a client scope, `system/observation.rs`",
                () -> misspelt("system/observation.rs"));
        mistakes.put("letters in the wrong order, `system/Patient.sr`", () -> misspelt("system/Patient.sr"));
        mistakes.put("a misspelt placeholder, `system/Task.rs?resource-origin={onw}`", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            String name = "system/Task.rs?resource-origin={onw}";
            String saved = refuseScope(realm, name);
            realm.oldScope(name);
            return new Seen(saved, "", "", check(realm, "client scope " + name));
        });
        mistakes.put("a client scope with a name that is too long", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            return new Seen(refuseScope(realm, "system/Patient.rs?name=" + "x".repeat(300)), "", "", "");
        });
    }

    private static String refuseScope(Realm realm, String name) {
        return refusal(realm, "/client-scopes", Map.of("name", name, "protocol", "openid-connect"));
    }

    private Seen misspelt(String name) {
        SmartRealm realm = SmartRealm.create(admin);
        String saved = refuseScope(realm, name);
        realm.oldScope(name);
        service(realm).allow(name, false);
        Response answer = Client.confidential(realm, "service").clientCredentials(name);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonPath token = Jwt.claims(answer.<String>path("access_token"));
        assertThat(token.getString("scope")).doesNotContain(name);
        return new Seen(saved, "", event(realm, "CLIENT_LOGIN"), check(realm, "client scope " + name));
    }

    // Apps

    private void apps() {
        mistakes.put("an allowance assigned as *Default* to an app", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            App app = realm.newApp(Map.of());
            realm.client(app.clientId()).allow("patient/Device.rs", true);
            Map<String, String> request = app.request("", Pkce.create());
            request.remove("scope");
            return refusedApp(
                    realm, "", realm.browser().visit(app.authorize(request), "drbob"), "client " + app.clientId());
        });
        mistakes.put("an app with a launch scope and no redirect URI", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            App app = realm.newApp(Map.of("redirectUris", List.of()));
            Response page = realm.browser().open(app.authorize(app.request("launch/patient", Pkce.create())));
            assertThat(page.header("Location")).isNull();
            return new Seen("", page.asString(), event(realm, "LOGIN_ERROR"), check(realm, "client " + app.clientId()));
        });
        mistakes.put("an app that was imported before the FHIR server, and so lost its scopes", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            App app = realm.newApp(Map.of("optionalClientScopes", List.of("launch/not-there-yet")));
            realm.client(app.clientId()).addMapper("smart-app", Map.of());
            Map<String, String> request = app.request("openid launch/patient patient/*.rs", Pkce.create());
            return refusedApp(
                    realm, "", realm.browser().visit(app.authorize(request), "drbob"), "client " + app.clientId());
        });
        mistakes.put("a backend service that a partial import brought without its user", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            RealmClient imported = realm.importClient(
                    "imported",
                    Map.of(
                            "secret",
                            Caller.secret("imported"),
                            "serviceAccountsEnabled",
                            true,
                            "standardFlowEnabled",
                            false));
            imported.allow("system/Device.rs", false);
            Client service = Client.confidential(realm, "imported");
            Seen seen = refusedService(realm, "", service.clientCredentials("system/Device.rs"), "client imported");
            imported.change(Map.of("serviceAccountsEnabled", false));
            imported.change(Map.of("serviceAccountsEnabled", true));
            assertThat(service.clientCredentials("system/Device.rs").statusCode())
                    .isEqualTo(200);
            assertThat(check(realm, "client imported")).isEmpty();
            return seen;
        });
        mistakes.put("an application of a Koppeltaal domain without its mapper", () -> {
            Domain domain = Domain.create(admin);
            SigningClient.create(domain, "forgotten");
            return new Seen("", "", "", check(domain, "client forgotten"));
        });
    }

    // FHIR servers

    private static String newServer(Realm realm, String clientId, String base) {
        RealmClient client = realm.createClient(clientId, Map.of("standardFlowEnabled", false));
        return refusal(
                realm,
                "/clients/" + client.id() + "/protocol-mappers/models",
                Map.of(
                        "name",
                        "FHIR server",
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "smart-fhir-server",
                        "config",
                        Map.of("base.url", base)));
    }

    private Seen unsavedServer(String base) {
        return new Seen(newServer(SmartRealm.create(admin), "other", base), "", "", "");
    }

    private void fhirServers() {
        mistakes.put("a base URL that isn't one", () -> unsavedServer("ehr.example.org"));
        mistakes.put("a base URL that another FHIR server of the realm has", () -> unsavedServer(SmartRealm.FHIR));
        mistakes.put("two base URLs that differ only in http or https", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            String saved = newServer(realm, "other", SmartRealm.FHIR.replace("http:", "https:"));
            return new Seen(saved, "", "", check(realm, "client other"));
        });
        mistakes.put("a base URL that apps write otherwise, `https://EHR.example.org/fhir`", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            String saved = newServer(realm, "other", "https://EHR.example.org/fhir");
            return refusedApp(realm, saved, ask(realm, "https://ehr.example.org/fhir"), "client other");
        });
    }

    private static Map<String, String> ask(SmartRealm realm, String audience) {
        App app = realm.app("growth-chart");
        Map<String, String> request = app.request("openid user/*.rs", Pkce.create());
        request.put("aud", audience);
        return realm.browser().visit(app.authorize(request), "drbob");
    }

    // Users

    private void users() {
        mistakes.put("a `fhirUser` that is no reference, `patient-1`", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            BrokenRealm.validateFhirUser(realm, Map.of("smart-fhir-user", Map.of()));
            String saved = refusal(
                    realm,
                    "/users",
                    Map.of("username", "wrong", "attributes", Map.of("fhirUser", List.of("patient-1"))));
            BrokenRealm.validateFhirUser(realm, Map.of());
            realm.fhirUser("alice", "patient-1");
            return refusedApp(realm, saved, launch(realm, Map.of("patient", "pat-1")), "user alice");
        });
        mistakes.put("`fhirUser` that users may edit", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            String handle = realm.register(Map.of("patient", "pat-1"));
            changeFhirUser(
                    realm,
                    Map.of("permissions", Map.of("view", List.of("admin", "user"), "edit", List.of("admin", "user"))));
            return refusedApp(realm, "", launch(realm, handle), "realm");
        });
        mistakes.put("a user whose `fhirUser` is below another FHIR server", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            BrokenRealm.validateFhirUser(realm, Map.of());
            realm.fhirUser("alice", "https://other.example.org/fhir/Patient/pat-1");
            return refusedApp(realm, "", launch(realm, Map.of("patient", "pat-1")), "");
        });
        mistakes.put("a user with a relative `fhirUser`, where the realm has several FHIR servers", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            String handle = realm.register(Map.of("patient", "pat-1"));
            newServer(realm, "other", "https://second.example.org/r4");
            return refusedApp(realm, "", launch(realm, handle), "");
        });
        mistakes.put("a user with several values of `fhirUser`", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            changeFhirUser(realm, Map.of("multivalued", true, "validations", Map.of()));
            realm.user("alice")
                    .change(Map.of("attributes", Map.of("fhirUser", List.of("Patient/pat-1", "Patient/pat-2"))));
            return refusedApp(realm, "", launch(realm, Map.of("patient", "pat-1")), "");
        });
        mistakes.put("a launch for another user", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            return refusedApp(realm, "", launch(realm, Map.of("patient", "pat-1", "user", "Practitioner/prac-1")), "");
        });
    }

    @SuppressWarnings("unchecked")
    private static void changeFhirUser(Realm realm, Map<String, Object> settings) {
        Map<String, Object> profile =
                realm.admin.get(realm.path("/users/profile")).jsonPath().getMap("");
        ((List<Map<String, Object>>) profile.get("attributes"))
                .stream()
                        .filter(attribute -> attribute.get("name").equals("fhirUser"))
                        .forEach(attribute -> attribute.putAll(settings));
        realm.admin.put(realm.path("/users/profile"), profile);
    }

    private static Map<String, String> launch(SmartRealm realm, Map<String, Object> context) {
        return launch(realm, realm.register(context));
    }

    private static Map<String, String> launch(SmartRealm realm, String handle) {
        App app = realm.app("growth-chart");
        return realm.browser().visit(app.authorize(app.launchRequest(App.SCOPE, Pkce.create(), handle)), "alice");
    }

    // Keys

    private void keys() {
        mistakes.put(
                "a private key among a client's imported keys",
                () -> key(SigningClient.imported("{\"keys\":[" + KEY.jwk().toJSONString() + "]}")));
        mistakes.put(
                "imported keys without `kid`",
                () -> key(SigningClient.imported(KEY.jwks().replace("\"kid\"", "\"kidd\""))));
        mistakes.put(
                "imported keys without `use`",
                () -> key(
                        SigningClient.imported(KEY.as(KEY.kid(), null, "RS384").jwks())));
        mistakes.put("a JWKS URL whose host isn't found", () -> key(url("https://keys.invalid/keys")));
        mistakes.put("a JWKS URL with http:", () -> key(url("http://keys.example.org/keys")));
        mistakes.put("a JWKS URL with http: on a private network, which the client allows", () -> {
            try (JwksHost host = new JwksHost()) {
                host.serve("/keys", KEY.as(KEY.kid(), KeyUse.SIGNATURE, "RS384").jwks(), Map.of());
                return key(SigningClient.fetched(host.url("/keys")));
            }
        });
        mistakes.put("an unknown signature algorithm, `HS256`", () -> {
            Map<String, String> attributes = new LinkedHashMap<>(SigningClient.imported(KEY.jwks()));
            attributes.put("smart.jwt.algorithms", "RS384 HS256");
            return key(attributes);
        });
        mistakes.put("an assertion for a client with a secret", () -> {
            SmartRealm realm = SmartRealm.create(admin);
            service(realm);
            SigningClient wrong = new SigningClient(realm, "service", KEY, "RS384");
            Map<String, String> form = Map.of("grant_type", "client_credentials", "client_id", "service");
            return refusedService(realm, "", wrong.token(form), "");
        });
    }

    private static Map<String, String> url(String url) {
        return Map.of("use.jwks.url", "true", "jwks.url", url);
    }

    /** Saves a client with these keys, brings the same in by an import, and asks for a token. */
    private Seen key(Map<String, String> attributes) {
        SmartRealm realm = SmartRealm.create(admin);
        Map<String, Object> client = new LinkedHashMap<>(SigningClient.settings(attributes));
        client.put("clientId", "saved-" + UUID.randomUUID());
        String saved = refusal(realm, "/clients", client);
        RealmClient imported = realm.importClient("imported", SigningClient.settings(attributes));
        imported.allow("system/Device.rs", false);
        // An import makes no service account.
        assertThat(imported.serviceAccount()).isNotNull();
        Response answer = new SigningClient(realm, "imported", KEY, "RS384").clientCredentials("system/Device.rs");
        return answer.statusCode() == 200
                ? new Seen(saved, "", "", check(realm, "client imported"))
                : refusedService(realm, saved, answer, "client imported");
    }

    // Requests

    private Seen asked(String scope) {
        SmartRealm realm = SmartRealm.create(admin);
        service(realm).allow("system/Observation.rs", false);
        return refusedService(realm, "", Client.confidential(realm, "service").clientCredentials(scope), "");
    }

    private Seen appAsked(Map<String, String> more, String... less) {
        SmartRealm realm = SmartRealm.create(admin);
        App app = realm.app("growth-chart");
        Map<String, String> request = app.request("openid launch/patient patient/*.rs", Pkce.create());
        request.putAll(more);
        List.of(less).forEach(request::remove);
        request.computeIfPresent("launch", (name, context) -> realm.register(Map.of(context, "1")));
        return refusedApp(realm, "", realm.browser().visit(app.authorize(request), "drbob"), "");
    }

    private void requests() {
        mistakes.put("a malformed scope", () -> asked("system/Observation.sr"));
        mistakes.put("a scope that the realm has, and the client doesn't", () -> asked("system/Patient.rs"));
        mistakes.put("a scope outside everything that the realm has", () -> asked("system/Patient.d"));
        mistakes.put("a scope for users, asked for by a service", () -> asked("patient/Observation.rs"));
        mistakes.put(
                "`launch` without the scope `launch`",
                () -> appAsked(Map.of("scope", "openid patient/*.rs", "launch", "patient")));
        mistakes.put("no patient, and no EHR that sent one", () -> appAsked(Map.of()));
        mistakes.put(
                "an EHR launch without a patient", () -> appAsked(Map.of("scope", App.SCOPE, "launch", "encounter")));
        mistakes.put("a wrong `aud`", () -> appAsked(Map.of("aud", "https://second.example.org/r4")));
        mistakes.put("no `aud`", () -> appAsked(Map.of(), "aud"));
    }
}
