/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.FhirStub;
import org.smartpack.keycloak.testkit.koppeltaal.Module;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static org.assertj.core.api.Assertions.assertThat;

/** Users log in at identity providers, which are other realms here, and are found at the FHIR service. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiIdentityProviderIT {

    private static final String SYSTEM = "urn:example:mail";
    private static final String ANNA = "Patient/anna";
    private static final Pattern CONTINUE = Pattern.compile("id=\"loginContinueLink\" href=\"([^\"]*)\"");
    private static final String MAIL = "anna@example.org";

    private KeycloakServer server;
    private Admin admin;
    private FhirStub fhir;
    private Domain realm;
    private Module module;
    private final Map<String, String> idps = new LinkedHashMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();

    @BeforeAll
    void realms(KeycloakServer server, Admin admin) {
        this.server = server;
        this.admin = admin;
        fhir = new FhirStub();
        realm = Domain.create(admin, export -> export.fhirService(fhir.url()));
        for (String name : List.of("anna", "bert")) {
            String mail = name + "@hospital.example";
            users.put(name, realm.createUser(name, Map.of("email", mail)).id());
        }
        identityProvider("idp-a", true);
        identityProvider("idp-b", true);
        identityProvider("idp-silent", false);
        module = realm.newModule(settings("patient", "idp-a##idp-b"));
    }

    @AfterAll
    void close() {
        fhir.close();
    }

    private static Map<String, String> settings(String type, String providers) {
        return Map.of("idp." + type, providers, "idp." + type + ".claim", "email", "idp." + type + ".system", SYSTEM);
    }

    /**
     * A realm where anna and bert have accounts, which are linked with those here, and carl; with a mapper, or without.
     */
    private void identityProvider(String alias, boolean tells) {
        String name = admin.createRealm(Map.of(
                "loginWithEmailAllowed",
                false,
                "duplicateEmailsAllowed",
                true,
                "users",
                List.of(
                        user("anna", MAIL),
                        user("bert", "bert@example.org"),
                        user("carl", alias.equals("idp-b") ? MAIL : "carl@example.org")),
                "clients",
                List.of(Map.of(
                        "clientId",
                        "broker",
                        "secret",
                        "broker-secret",
                        "redirectUris",
                        List.of(realm.url + "/broker/" + alias + "/endpoint")))));
        String issuer = server.realmUrl(name);
        idps.put(alias, issuer);
        admin.post(
                realm.path("/identity-provider/instances"),
                Map.of(
                        "alias",
                        alias,
                        "providerId",
                        "oidc",
                        "enabled",
                        true,
                        "trustEmail",
                        true,
                        "config",
                        Map.of(
                                "issuer", issuer,
                                "authorizationUrl", issuer + "/protocol/openid-connect/auth",
                                "tokenUrl", issuer + "/protocol/openid-connect/token",
                                "jwksUrl", issuer + "/protocol/openid-connect/certs",
                                "useJwksUrl", "true",
                                "validateSignature", "true",
                                "clientId", "broker",
                                "clientSecret", "broker-secret",
                                "clientAuthMethod", "client_secret_post",
                                "defaultScope", "openid profile email")));
        users.forEach((user, id) -> link(alias, name, user, id));
        if (tells) {
            admin.post(
                    "/" + realm.name + "/identity-provider/instances/" + alias + "/mappers",
                    Map.of(
                            "name",
                            "who",
                            "identityProviderAlias",
                            alias,
                            "identityProviderMapper",
                            "smart-koppeltaal-user",
                            "config",
                            Map.of("syncMode", "INHERIT", "claim", "email")));
        }
    }

    /** The account at the identity provider, a realm of that name, and the one here are the same person's. */
    private void link(String alias, String provider, String user, String id) {
        admin.post(
                "/" + realm.name + "/users/" + id + "/federated-identity/" + alias,
                Map.of(
                        "identityProvider",
                        alias,
                        "userId",
                        admin.get("/" + provider + "/users?username=" + user).path("[0].id"),
                        "userName",
                        user));
    }

    private static Map<String, Object> user(String name, String mail) {
        return RealmUser.representation(name, Map.of("email", mail));
    }

    private AssertionBuilder token(Module module) {
        return realm.hti().claim("aud", "Device/" + module.clientId()).claim("sub", ANNA);
    }

    /** The FHIR service knows anna as the identity provider does. */
    private void annaIsKnown() {
        fhir.put(ANNA, identifier(MAIL) + ",\"active\":true");
    }

    private static String identifier(String value) {
        return "\"identifier\":[{\"system\":\"" + SYSTEM + "\",\"value\":\"" + value + "\"}]";
    }

    private String page(LoginPages browser, Map<String, String> request) {
        Response page = browser.open(module.authorize(request));
        assertThat(page.asString()).contains("kc-form-login");
        List<String> visited = browser.visited();
        return visited.get(visited.size() - 1);
    }

    private void assertDenied(Map<String, String> callback, String reason) {
        assertThat(callback).containsEntry("error", "access_denied").doesNotContainKey("code");
        assertThat(callback.get("error_description")).startsWith("This launch is for another user");
        assertThat(realm.reasons("LOGIN_ERROR").get(0)).contains(reason);
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-3, 4, 6, KT-AUD-6: without a hint the first identity provider; its claim is an identifier of sub")
    void firstProvider() {
        annaIsKnown();
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        AssertionBuilder token = token(module);
        Map<String, String> request = module.request(pkce, token.sign());
        Response login = browser.open(module.authorize(request));
        assertThat(browser.visited().get(browser.visited().size() - 1)).startsWith(idps.get("idp-a"));
        Response tokens = module.tokens(browser.goOn(login, "anna"), pkce);
        assertThat(tokens.<String>path("sub")).isEqualTo(ANNA);
        assertThat(tokens.<String>path("access_token")).isEqualTo("NOOP");
        assertThat(Jwt.claims(tokens.path("id_token")).getString("fhirUser")).isEqualTo(ANNA);
        assertThat(fhir.asked()).contains(ANNA + " trace " + token.jti());

        // The session here isn't enough for the next launch, that at the identity provider is.
        int before = browser.visited().size();
        assertThat(module.bring(browser, "nobody", token(module).sign())).containsKey("code");
        assertThat(browser.visited().subList(before, browser.visited().size()))
                .anyMatch(address -> address.startsWith(idps.get("idp-a")));
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-3, LCTX-21: the login session ends while the user is at the identity provider: the launch goes on")
    void loginSessionLost() {
        annaIsKnown();
        LoginPages browser = realm.browser();
        Pkce pkce = Pkce.create();
        String token = token(module).sign();
        Map<String, String> request = module.request(pkce, token);
        Response login = browser.open(module.authorize(request));
        assertThat(browser.visited().get(browser.visited().size() - 1)).startsWith(idps.get("idp-a"));
        browser.forget(realm.endpoint("auth"), "AUTH_SESSION_ID");
        // Keycloak has begun the login anew, and shows its own page, with the identity provider on it.
        assertThat(browser.submitLogin(login, "anna").asString()).contains("kc-form-login", "idp-a");

        Module.assertInvalid(module.bring(realm.browser(), "anna", token));
        Map<String, String> callback = browser.visit(module.authorize(request), "anna");
        assertThat(module.tokens(callback, pkce).<String>path("sub")).isEqualTo(ANNA);
        Module.assertInvalid(module.bring(browser, "anna", token));
    }

    @Test
    @DisplayName("KT-AUTHZ-3: a user who was never here before is known by the identity provider's word alone")
    void newcomer() {
        String carl = "Patient/" + UUID.randomUUID();
        fhir.put(carl, identifier("carl@example.org"));
        Response tokens = module.launch(
                realm.browser(), "carl", token(module).claim("sub", carl).sign());
        assertThat(tokens.<String>path("sub")).isEqualTo(carl);
    }

    @Test
    @DisplayName("KT-AUTHZ-6, KT-HTI-12: a listed hint is followed; an unknown one is reported and the first one taken")
    void hints() {
        assertThat(page(
                        realm.browser(),
                        module.request(token(module).claim("idp_hint", "idp-b").sign())))
                .startsWith(idps.get("idp-b"));
        assertThat(page(
                        realm.browser(),
                        module.request(
                                token(module).claim("idp_hint", "idp-silent").sign())))
                .startsWith(idps.get("idp-a"));
        assertThat(admin.events(realm.name, "IDENTITY_PROVIDER_LOGIN_ERROR").get(0))
                .containsEntry("clientId", module.clientId())
                .containsEntry("error", "unknown_identity_provider")
                .extracting("details")
                .asString()
                .contains("HTI_IDP_HINT_UNKNOWN");
    }

    @Test
    @DisplayName("KT-AUTHZ-6: per type of user; without a list the realm's own login page")
    void perType() {
        String token = token(module).claim("sub", Domain.PRACTITIONER).sign();
        assertThat(page(realm.browser(), module.request(token))).startsWith(realm.url);
        String plain = realm.hti().claim("idp_hint", "idp-b").sign();
        assertThat(realm.browser().visit(realm.module().authorize(realm.module().request(plain)), "patient-1"))
                .containsKey("code");
    }

    @Test
    @DisplayName("KT-AUTHZ-6: kc_idp_hint of the caller changes nothing, with or without a list")
    void callersHint() {
        Map<String, String> request = module.request(token(module).sign());
        request.put("kc_idp_hint", "idp-b");
        assertThat(page(realm.browser(), request)).startsWith(idps.get("idp-a"));
        Map<String, String> none =
                module.request(token(module).claim("sub", Domain.PRACTITIONER).sign());
        none.put("kc_idp_hint", "idp-b");
        assertThat(page(realm.browser(), none)).startsWith(realm.url);
    }

    @Test
    @DisplayName("KT-AUTHZ-3: a session by password, or prompt=none with it, isn't the identity provider's word")
    void localSession() {
        LoginPages browser = realm.browser();
        Module plain = realm.module();
        assertThat(plain.bring(browser, realm.hti().sign())).containsKey("code");
        String token = realm.hti().claim("aud", "Device/" + module.clientId()).sign();
        Map<String, String> silent = module.request(token);
        silent.put("prompt", "none");
        assertThat(browser.visit(module.authorize(silent), "nobody")).containsEntry("error", "login_required");
        assertThat(page(browser, module.request(token))).startsWith(idps.get("idp-a"));
    }

    @Test
    @DisplayName("KT-AUTHZ-3: who goes round the identity provider and logs in by password gets nothing")
    void roundTheProvider() {
        fhir.put(Domain.PATIENT, identifier("patient-1@example.org") + ",\"active\":true");
        LoginPages browser = realm.browser();
        String token = realm.hti().claim("aud", "Device/" + module.clientId()).sign();
        browser.open(module.authorize(module.request(token)));
        // Keycloak's page for an address that was used before has a link to go on, to which a hint can be added.
        String broker = browser.visited().stream()
                .filter(address -> address.contains("/broker/idp-a/login"))
                .findFirst()
                .orElseThrow();
        Response used =
                browser.open(realm.url + "/login-actions/authenticate?" + broker.substring(broker.indexOf('?') + 1));
        Matcher link = CONTINUE.matcher(used.asString());
        assertThat(link.find()).isTrue();
        String round = link.group(1).replace("&amp;", "&") + "&kc_idp_hint=";
        Response page = browser.open(round);
        assertThat(page.asString()).contains("kc-form-login");
        assertDenied(browser.goOn(page, "patient-1"), "didn't use the identity provider");
    }

    @Test
    @DisplayName("KT-AUTHZ-3: kc_action can't take the user by a second identity provider in the same login")
    void secondProvider() {
        annaIsKnown();
        Module linking = realm.newModule(settings("patient", "idp-a"));
        realm.client(linking.clientId()).change(Map.of("fullScopeAllowed", true));
        Map<String, String> request = linking.request(token(linking).sign());
        request.put("kc_action", "idp_link:idp-b");
        LoginPages browser = realm.browser();
        // By idp-a carl is carl; by idp-b, where he has an account of another address, he is anna.
        assertThat(browser.visit(linking.authorize(request), "carl"))
                .containsEntry("error", "invalid_request")
                .doesNotContainKey("code");
        assertThat(browser.visited()).noneMatch(address -> address.startsWith(idps.get("idp-b")));
    }

    @Test
    @DisplayName("KT-AUTHZ-4: another user of the identity provider, whatever the user's own profile says")
    void otherUser() {
        annaIsKnown();
        LoginPages browser = realm.browser();
        assertDenied(module.bring(browser, "bert", token(module).sign()), "not an identifier of sub");
        String bert = users.get("bert");
        Map<String, Object> profile = new LinkedHashMap<>(
                admin.get("/" + realm.name + "/users/" + bert).jsonPath().getMap(""));
        profile.put("email", MAIL);
        profile.put("attributes", Map.of("fhirUser", List.of(ANNA)));
        admin.put("/" + realm.name + "/users/" + bert, profile);
        assertDenied(module.bring(realm.browser(), "bert", token(module).sign()), "not an identifier of sub");
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: who proved to be anna is asked before bert's launch; then bert signs in")
    void anotherUserIsSignedIn() {
        annaIsKnown();
        String bert = "Patient/" + UUID.randomUUID();
        fhir.put(bert, identifier("bert@example.org") + ",\"active\":true");
        LoginPages browser = realm.browser();
        assertThat(module.bring(browser, "anna", token(module).sign())).containsKey("code");

        Pkce pkce = Pkce.create();
        String launch = token(module).claim("sub", bert).sign();
        Response page = browser.open(module.authorize(module.request(pkce, launch)));
        assertThat(page.asString()).contains("name=\"cancel\"", "anna").doesNotContain("bert");
        // The identity provider has a session of its own, which ends there.
        String provider = idps.get("idp-a") + "/protocol/openid-connect/auth";
        browser.forget(provider, "KEYCLOAK_IDENTITY");
        browser.forget(provider, "AUTH_SESSION_ID");
        Response login = browser.answerAnotherUser(page, "accept");
        assertThat(browser.visited())
                .anyMatch(address -> address.startsWith(provider) && address.contains("prompt=login"));
        Response tokens = module.tokens(browser.goOn(login, "bert"), pkce);
        assertThat(tokens.<String>path("sub")).isEqualTo(bert);
    }

    @Test
    @DisplayName("KT-AUTHZ-4: sub is unknown, inactive or without that identifier at the FHIR service")
    void atTheFhirService() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(identifier(MAIL) + ",\"active\":false", "not active");
        reasons.put("\"active\":true", "not an identifier of sub");
        reasons.put(identifier("other@example.org"), "not an identifier of sub");
        reasons.put(
                "\"identifier\":[{\"system\":\"urn:other\",\"value\":\"" + MAIL + "\"}]", "not an identifier of sub");
        reasons.forEach((members, reason) -> {
            fhir.put(ANNA, members);
            assertDenied(module.bring(realm.browser(), "anna", token(module).sign()), reason);
        });
        fhir.remove(ANNA);
        assertDenied(module.bring(realm.browser(), "anna", token(module).sign()), "doesn't know sub");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: an identity provider that doesn't tell the claim")
    void noClaim() {
        annaIsKnown();
        Module silent = realm.newModule(settings("patient", "idp-silent"));
        assertDenied(silent.bring(realm.browser(), "anna", token(silent).sign()), "didn't say who the user is");
    }

    @Test
    @DisplayName(
            "KT-AUTHZ-5: a RelatedPerson is the token's patient's, by claim and by fhirUser; without FHIR service nobody")
    void relatedPerson() {
        String related = "RelatedPerson/" + UUID.randomUUID();
        String patient = "\"patient\":{\"reference\":\"" + ANNA + "\"}";
        Module byClaim = realm.newModule(settings("relatedperson", "idp-b"));
        fhir.put(related, identifier(MAIL) + "," + patient);
        assertThat(byClaim.bring(
                        realm.browser(),
                        "anna",
                        token(byClaim)
                                .claim("sub", related)
                                .claim("patient", ANNA)
                                .sign()))
                .containsKey("code");
        assertDenied(
                byClaim.bring(
                        realm.browser(),
                        "anna",
                        token(byClaim)
                                .claim("sub", related)
                                .claim("patient", "Patient/x")
                                .sign()),
                "not related");

        String user = "related-" + UUID.randomUUID();
        Map<String, Object> account = new LinkedHashMap<>(user(user, user + "@example.org"));
        account.put("attributes", Map.of("fhirUser", List.of(related)));
        admin.post(realm.path("/users"), account);
        Module plain = realm.module();
        fhir.put(related, patient);
        assertThat(plain.bring(
                        realm.browser(),
                        user,
                        realm.hti().claim("sub", related).claim("patient", ANNA).sign()))
                .containsKey("code");
        List<String> wrong = new ArrayList<>(List.of("\"active\":true", "\"patient\":{\"reference\":\"Patient/x\"}"));
        wrong.add(patient + ",\"active\":false");
        for (String members : wrong) {
            fhir.put(related, members);
            assertThat(plain.bring(
                            realm.browser(),
                            user,
                            realm.hti()
                                    .claim("sub", related)
                                    .claim("patient", ANNA)
                                    .sign()))
                    .as(members)
                    .containsEntry("error", "access_denied");
        }
        fhir.put(related, patient);
        assertDenied(
                plain.bring(
                        realm.browser(), user, realm.hti().claim("sub", related).sign()),
                "not related");
        fhir.remove(related);
        assertDenied(
                plain.bring(
                        realm.browser(),
                        user,
                        realm.hti().claim("sub", related).claim("patient", ANNA).sign()),
                "doesn't know sub");
    }

    @Test
    @DisplayName(
            "attack 34, KT-AUTHZ-4: what identity provider and FHIR service say of the user is in no log and no event")
    void nothingLeaks() {
        String mark = UUID.randomUUID().toString();
        String mail = mark + "@example.org";
        String name = "dora-" + UUID.randomUUID();
        String provider = idps.get("idp-a").substring(idps.get("idp-a").lastIndexOf('/') + 1);
        admin.post("/" + provider + "/users", user(name, mail));
        admin.post(realm.path("/users"), user(name, name + "@hospital.example"));
        link(
                "idp-a",
                provider,
                name,
                admin.get("/" + realm.name + "/users?username=" + name).path("[0].id"));

        String person = "Patient/" + UUID.randomUUID();
        String record = ",\"name\":[{\"family\":\"" + mark + "\"}]";
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tokens.add(token(module).claim("sub", person).claim("intent", mark).sign());
        }
        fhir.put(person, identifier(mail) + record);
        Response response = module.launch(realm.browser(), name, tokens.get(0));
        assertThat(response.<String>path("sub")).isEqualTo(person);
        fhir.put(person, identifier("another-" + mail) + record);
        assertDenied(module.bring(realm.browser(), name, tokens.get(1)), "not an identifier of sub");
        fhir.put(person, identifier(mail) + record + ",\"active\":false");
        assertDenied(module.bring(realm.browser(), name, tokens.get(2)), "not active");

        tokens.add(response.path("id_token"));
        tokens.addAll(fhir.tokens());
        String seen = server.log() + admin.get(realm.path("/events?max=1000")).asString();
        assertThat(seen).contains("identity_provider=\"idp-a\"");
        assertThat(seen.contains(mark)).as("something of the user").isFalse();
        for (String token : tokens) {
            assertThat(seen.contains(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))))
                    .as("the claims of a token")
                    .isFalse();
        }
    }

    @Test
    @DisplayName("KT-AUTHZ-3: the console refuses half of the settings and unknown identity providers")
    void settingsAreChecked() {
        String path = realm.client(module.clientId()).path() + "/protocol-mappers/models";
        for (Map<String, String> config : List.of(
                Map.of("idp.patient", "idp-a", "idp.patient.claim", "email"),
                Map.of("idp.patient", "idp-a", "idp.patient.system", SYSTEM),
                Map.of("idp.patient.claim", "email", "idp.patient.system", SYSTEM),
                Map.of("idp.practitioner", "nobody"))) {
            Response response = admin.request()
                    .contentType("application/json")
                    .body(Map.of(
                            "name",
                            "another",
                            "protocol",
                            "openid-connect",
                            "protocolMapper",
                            "smart-koppeltaal-app",
                            "config",
                            config))
                    .post(server.url() + "/admin/realms" + path);
            assertThat(response.statusCode()).as(config + response.asString()).isEqualTo(400);
        }
    }
}
