/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Answers;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** Which tokens are active, and that nothing is said of the others (INTRO-4, INTRO-6, INTRO-13). */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntrospectionTokenIT {

    /** One that may ask about tokens for the FHIR server, and one that may ask about all. */
    private static final List<String> CALLERS = List.of(IntrospectionRealm.FHIR_SERVER, IntrospectionRealm.AUDITOR);

    private IntrospectionRealm realm;
    private Asker asker;
    private Admin admin;

    @BeforeAll
    void realm(Admin admin) {
        this.admin = admin;
        realm = new IntrospectionRealm(admin);
        realm.createUser("dora");
        realm.fhirUser("dora", "Practitioner/prac-2");
        asker = realm.asker;
    }

    private void inactive(String what, String token) {
        for (String caller : CALLERS) {
            asker.inactive(what + ", " + caller, Caller.basic(caller), token);
        }
    }

    private void active(String token) {
        for (String caller : CALLERS) {
            assertThat(asker.active(Caller.basic(caller), token)).containsKey("exp");
        }
    }

    /** At once, here and at Keycloak's own endpoint; and there is no way back by the refresh token. */
    private void ended(String what, App app, Response tokens) {
        inactive(what, tokens.path("access_token"));
        assertThat(asker.keycloak(IntrospectionRealm.FHIR_SERVER, tokens.path("access_token")))
                .as(what)
                .isEqualTo(Map.of("active", false));
        assertThat(app.refresh(tokens).statusCode()).as(what).isIn(400, 401);
        assertThat(app.refresh(tokens).<String>path("access_token")).as(what).isNull();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("INTRO-4, 13, INTRO-FA-3, INTRO-IUA-3, 6, attack 26: garbage, and what looks like a token: inactive")
    void garbage() {
        String token = realm.launched().path("access_token");
        active(token);
        String[] parts = token.split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("text", "x");
        wrong.put("dots", "...");
        wrong.put("two dots", "..");
        wrong.put("three parts", "x.y.z");
        wrong.put("five parts", "a.b.c.d.e");
        wrong.put("spaces", " ");
        wrong.put("control characters", "\u0000\n");
        wrong.put("no ASCII", "\u20ac\ud83d\ude00");
        wrong.put("JSON", "{}");
        wrong.put("cut", token.substring(0, token.length() - 4));
        wrong.put("with a space", " " + token);
        wrong.put("longer", token + "x");
        wrong.put("no signature", parts[0] + "." + parts[1] + ".");
        wrong.put("another payload", parts[0] + "." + base64("{\"active\":true}") + "." + parts[2]);
        wrong.put("alg none", base64("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        wrong.put("alg unknown", base64("{\"alg\":\"XX\"}") + "." + parts[1] + "." + parts[2]);
        wrong.put("no alg", base64("{\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]);
        wrong.put("no kid", base64("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2]);
        wrong.put("another alg", base64(header.replaceAll("RS256", "HS256")) + "." + parts[1] + "." + parts[2]);
        wrong.put("a foreign kid", base64("{\"alg\":\"RS256\",\"kid\":\"x\"}") + "." + parts[1] + "." + parts[2]);
        wrong.put("array", base64("[]") + "." + base64("[]") + ".x");
        wrong.put("null", "null");
        wrong.put("long", "x".repeat(50_000));
        wrong.put("long parts", ("x".repeat(20_000) + ".").repeat(2) + "x");
        wrong.forEach(this::inactive);
    }

    @Test
    @DisplayName("INTRO-4 attack 26: other tokens than access tokens: id_token, refresh token, launch, code, assertion")
    void otherKinds() {
        App app = realm.newApp(Map.of());
        Response tokens = realm.launched(app);
        active(tokens.path("access_token"));
        inactive("id_token", tokens.path("id_token"));
        inactive("refresh token", tokens.path("refresh_token"));
        for (String caller : CALLERS) {
            for (String hint : List.of("refresh_token", "id_token")) {
                asker.inactive(hint, Caller.basic(caller).formParam("token_type_hint", hint), tokens.path(hint));
            }
        }
        // Still good for what it is for.
        assertThat(app.refresh(tokens).statusCode()).isEqualTo(200);
        Response offline = app.launch(
                realm.browser(), "drbob", "launch openid offline_access patient/*.rs", Map.of("patient", "pat-1"));
        inactive("offline token", offline.path("refresh_token"));
        inactive("launch", realm.register(Map.of("patient", "pat-1")));
        inactive("assertion", realm.signed.assertion(asker.url()).sign());
    }

    @Test
    @DisplayName("INTRO-KT-10: no token is used up by asking")
    void oftenAsked() {
        String token = realm.launched().path("access_token");
        for (int i = 0; i < 5; i++) {
            active(token);
        }
    }

    @Test
    @DisplayName("INTRO-4, 6, INTRO-IUA-3, attack 26: tokens of other realms, and tokens that are not for who asks")
    void foreign(Admin admin) {
        Realm other = Realm.create(admin);
        other.createClient("x", Map.of("secret", Caller.secret("x"), "serviceAccountsEnabled", true));
        String foreign = Client.confidential(other, "x").ownToken();
        inactive("another realm's", foreign);

        // For nobody in particular.
        String own = realm.tokenOf(IntrospectionRealm.STRANGER);
        asker.inactive("not for the server", Caller.basic(IntrospectionRealm.FHIR_SERVER), own);
        asker.inactive("not for the server, Bearer", Caller.bearer(realm.tokenOf(IntrospectionRealm.GATEWAY)), own);
        assertThat(asker.active(Caller.basic(IntrospectionRealm.AUDITOR), own)).containsKey("exp");
        String scoped = Client.confidential(realm, IntrospectionRealm.SCOPED).ownToken(Map.of("scope", "__introspect"));
        assertThat(asker.active(Caller.bearer(scoped), own)).containsKey("exp");
        assertThat(asker.active(Caller.bearer(scoped), scoped)).containsEntry("scope", "__introspect");
    }

    @Test
    @DisplayName("attack 27: a disabled user")
    void disabledUser() {
        App app = realm.newApp(Map.of());
        Response tokens = app.launch(realm.browser(), "dora", App.SCOPE, Map.of("patient", "pat-2"));
        active(tokens.path("access_token"));
        String dora = realm.user("dora").path();
        admin.put(dora, Map.of("enabled", false));
        ended("disabled user", app, tokens);
        admin.put(dora, Map.of("enabled", true));
    }

    @Test
    @DisplayName("attack 27: a disabled or removed client")
    void disabledClient() {
        App app = realm.newApp(Map.of());
        Response tokens = realm.launched(app);
        active(tokens.path("access_token"));
        realm.client(app.clientId()).change(Map.of("enabled", false));
        ended("disabled client", app, tokens);

        App doomed = realm.newApp(Map.of());
        Response last = realm.launched(doomed);
        admin.delete(realm.client(doomed.clientId()).path());
        ended("removed client", doomed, last);
    }

    @Test
    @DisplayName("attack 27: consent that the user revokes")
    void revokedConsent() {
        App app = realm.newApp(Map.of("consentRequired", true));
        Response tokens = realm.launched(app);
        active(tokens.path("access_token"));
        admin.delete(realm.user("drbob").path() + "/consents/" + app.clientId());
        ended("revoked consent", app, tokens);
    }

    @Test
    @DisplayName("attack 27: logout by the app, and of all the user's sessions")
    void logout() {
        App app = realm.newApp(Map.of());
        LoginPages browser = realm.browser();
        Response tokens = app.launch(browser, "dora", App.SCOPE, Map.of("patient", "pat-2"));
        active(tokens.path("access_token"));
        assertThat(app.post("logout", Map.of("refresh_token", tokens.path("refresh_token")))
                        .statusCode())
                .isEqualTo(204);
        ended("logout by the app", app, tokens);

        Response again = app.launch(realm.browser(), "dora", App.SCOPE, Map.of("patient", "pat-2"));
        active(again.path("access_token"));
        admin.post(realm.user("dora").path() + "/logout", "");
        ended("logout of the user", app, again);
    }

    @Test
    @DisplayName("INTRO-6, INTRO-IUA-3, attack 27: revocation of access and refresh tokens; only that grant ends")
    void revoked() {
        App app = realm.newApp(Map.of());
        Response tokens = realm.launched(app);
        Response other = realm.launched(realm.newApp(Map.of()));
        active(tokens.path("access_token"));
        revoke(app, tokens.path("access_token"));
        inactive("revoked access token", tokens.path("access_token"));
        active(other.path("access_token"));

        Response next = app.refresh(tokens);
        active(next.path("access_token"));
        revoke(app, next.path("refresh_token"));
        ended("revoked refresh token", app, next);
        active(other.path("access_token"));
    }

    private static void revoke(App app, String token) {
        assertThat(app.post("revoke", Map.of("token", token)).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("INTRO-6 attack 27: a realm's not-before, and a FHIR server whose client is disabled")
    void notBefore(Admin admin) {
        IntrospectionRealm own = new IntrospectionRealm(admin);
        String token = own.launched().path("access_token");
        assertThat(own.asker.active(Caller.basic(IntrospectionRealm.AUDITOR), token))
                .containsKey("exp");
        own.change(Map.of("notBefore", Instant.now().getEpochSecond() + 60));
        own.asker.inactive("not before", Caller.basic(IntrospectionRealm.AUDITOR), token);
        own.asker.inactive("not before", Caller.basic(IntrospectionRealm.FHIR_SERVER), token);

        own.client(IntrospectionRealm.FHIR_SERVER).change(Map.of("enabled", false));
        Answers.invalidClient("the server", own.asker.ask(Caller.basic(IntrospectionRealm.FHIR_SERVER), token));
        Answers.insufficientScope("its roles", own.asker.ask(Caller.basic(IntrospectionRealm.GATEWAY), token));
        Answers.insufficientScope("its roles", own.asker.ask(Caller.basic(IntrospectionRealm.AUDITOR), token));
    }
}
