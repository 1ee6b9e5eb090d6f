/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A classified client that is saved: with settings that obey, and with each that is against a rule. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzRegistrationIT {

    private final ClientKey key = ClientKey.rsa();
    private NzRealm realm;

    @BeforeAll
    void create(Admin admin) {
        realm = NzRealm.with(admin);
        // Otherwise Keycloak refuses a client's session that is longer than the realm's.
        realm.change(Map.of("ssoSessionMaxLifespan", 10 * 86400, "ssoSessionIdleTimeout", 10 * 86400));
    }

    private RealmClient client(Kind kind) {
        return realm.classified(kind, NzRealm.settings(kind, key));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-8, 9, 14, 26, 27, 29, 56, 61, 70, 72, 83, 84: a client that obeys is saved")
    void obeys(Kind kind) {
        RealmClient client = client(kind);
        Response answer = realm.save(client, Map.of("description", "saved"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
        assertThat(client.representation()).containsEntry("description", "saved");
    }

    static Stream<Arguments> everyClass() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        arguments(kind, "NZ-4", Map.of("attributes.access.token.lifespan", "3600")),
                        arguments(kind, "NZ-4", Map.of("attributes.access.token.lifespan", "-1")),
                        arguments(kind, "NZ-7", Map.of("attributes.client.session.max.lifespan", "86400")),
                        arguments(kind, "NZ-7", Map.of("attributes.client.offline.session.max.lifespan", "86400")),
                        arguments(kind, "NZ-9", Map.of("attributes.id.token.signed.response.alg", "HS256")),
                        arguments(kind, "NZ-9", Map.of("attributes.access.token.signed.response.alg", "RS512")),
                        arguments(kind, "NZ-22", Map.of("attributes.pkce.code.challenge.method", "plain")),
                        arguments(kind, "NZ-27", Map.of("redirectUris", List.of("http://app.example.org/callback"))),
                        arguments(kind, "NZ-27", Map.of("redirectUris", List.of("http://127.0.0.1.example.org/cb"))),
                        arguments(kind, "NZ-27", Map.of("rootUrl", "http://app.example.org")),
                        arguments(kind, "NZ-27", Map.of("webOrigins", List.of("http://app.example.org"))),
                        arguments(
                                kind,
                                "NZ-27",
                                Map.of("attributes.post.logout.redirect.uris", "https://a.example##http://b.example")),
                        arguments(kind, "NZ-29", Map.of("redirectUris", List.of("https://app.example.org/*"))),
                        arguments(kind, "NZ-50", Map.of("protocol", "saml")),
                        arguments(kind, "NZ-56", Map.of("fullScopeAllowed", true)),
                        arguments(kind, "NZ-61", Map.of("consentRequired", false)),
                        arguments(
                                kind, "NZ-70", Map.of("attributes.oauth2.device.authorization.grant.enabled", "true")),
                        arguments(kind, "NZ-83", Map.of("directAccessGrantsEnabled", true))));
    }

    static Stream<Arguments> someClasses() {
        Stream<Arguments> secrets = Stream.of(Kind.CONFIDENCE, Kind.SENSITIVE)
                .flatMap(kind -> Stream.of(
                        arguments(kind, "NZ-8", Map.of("attributes.id.token.as.detached.signature", "false")),
                        arguments(kind, "NZ-26", Map.of("clientAuthenticatorType", "client-secret")),
                        arguments(kind, "NZ-27", Map.of("redirectUris", List.of("org.example.app:/callback"))),
                        arguments(kind, "NZ-70", Map.of("attributes.standard.token.exchange.enabled", "true")),
                        arguments(kind, "NZ-72", Map.of("publicClient", true)),
                        arguments(kind, "NZ-78", Map.of("implicitFlowEnabled", false)),
                        arguments(kind, "NZ-78", Map.of("attributes.dpop.bound.access.tokens", "true")),
                        arguments(kind, "NZ-84", Map.of("serviceAccountsEnabled", true))));
        return Stream.concat(
                secrets,
                Stream.of(
                        arguments(Kind.PUBLIC, "NZ-80", Map.of("implicitFlowEnabled", true)),
                        arguments(Kind.PUBLIC, "NZ-89", Map.of("attributes.use.refresh.tokens", "true"))));
    }

    @ParameterizedTest
    @MethodSource({"everyClass", "someClasses"})
    @DisplayName(
            "NZ-4, 7 to 9, 22, 26, 27, 29, 50, 53, 56, 61, 70, 72, 78, 80, 83, 84, 89, 94, 96: a breach isn't saved")
    void breaks(Kind kind, String rule, Map<String, Object> change) {
        RealmClient client = client(kind);
        Map<String, Object> before = client.representation();
        NzRealm.refused(realm.save(client, change), 400, "invalid_client_metadata", rule);
        assertThat(client.representation()).isEqualTo(before);
    }

    @Test
    @DisplayName("NZ-27: a native app of the class PUBLIC has a scheme of its own")
    void nativeApp() {
        Response answer = realm.save(client(Kind.PUBLIC), Map.of("redirectUris", List.of("org.example.app:/callback")));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    }

    @Test
    @DisplayName("NZ-14: a SENSITIVE client has no mapper that writes personal data into a readable token")
    void personalData() {
        RealmClient client = client(Kind.SENSITIVE);
        client.addMapper(
                "nhi",
                "oidc-usermodel-attribute-mapper",
                Map.of("user.attribute", "nhi", "claim.name", "nhi", "access.token.claim", "true"));
        NzRealm.refused(realm.save(client, Map.of()), 400, "invalid_client_metadata", "NZ-14");
    }

    @Test
    @DisplayName("NZ-14: what an identity provider said of the user is personal data as well")
    void sessionNote() {
        RealmClient client = client(Kind.SENSITIVE);
        client.addMapper(
                "birth date",
                "oidc-usersessionmodel-note-mapper",
                Map.of("user.session.note", "birthdate", "claim.name", "birthdate", "access.token.claim", "true"));
        NzRealm.refused(realm.save(client, Map.of()), 400, "invalid_client_metadata", "NZ-14");
    }

    @Test
    @DisplayName("NZ-14: in an IHE IUA realm access tokens name the user, so a SENSITIVE client has no users there")
    void iua(Admin admin) {
        NzRealm own = NzRealm.with(admin);
        RealmClient client = own.classified(Kind.SENSITIVE, NzRealm.settings(Kind.SENSITIVE, key));
        assertThat(own.save(client, Map.of()).statusCode()).isEqualTo(204);
        RealmClient server = own.createClient(Map.of("clientId", "server", "publicClient", false));
        server.addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", "https://fhir.example.org"));
        server.addMapper("IHE IUA realm", "smart-iua", Map.of());
        NzRealm.refused(own.save(client, Map.of()), 400, "invalid_client_metadata", "NZ-14");
    }

    @Test
    @DisplayName("NZ-27: the address that CIBA's answers go to begins with https, in a realm that permits http, too")
    void notification(Admin admin) {
        NzRealm own = NzRealm.with(admin);
        own.change(Map.of("sslRequired", "none"));
        NzRealm.refused(
                own.save(
                        own.classified(Kind.CONFIDENCE, NzRealm.settings(Kind.CONFIDENCE, key)),
                        Map.of(
                                "attributes.ciba.backchannel.client.notification.endpoint",
                                "http://app.example.org/notify")),
                400,
                "invalid_client_metadata",
                "NZ-27");
    }

    @Test
    @DisplayName("NZ-14, NZ-93: in an ID token it is possible once ID tokens are encrypted; in userinfo always")
    void encrypted() {
        RealmClient client = client(Kind.SENSITIVE);
        client.addMapper(
                "nhi",
                "oidc-usermodel-attribute-mapper",
                Map.of(
                        "user.attribute",
                        "nhi",
                        "claim.name",
                        "nhi",
                        "id.token.claim",
                        "true",
                        "userinfo.token.claim",
                        "true"));
        NzRealm.refused(realm.save(client, Map.of()), 400, "invalid_client_metadata", "NZ-14");
        Response answer = realm.save(
                client,
                Map.of(
                        "attributes.id.token.encrypted.response.alg",
                        "RSA-OAEP-256",
                        "attributes.id.token.encrypted.response.enc",
                        "A256GCM"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    }

    @Test
    @DisplayName("NZ-70: a client can be switched off whatever is wrong with it")
    void switchedOff() {
        RealmClient client = realm.classified(
                Kind.CONFIDENCE,
                NzRealm.changed(NzRealm.settings(Kind.CONFIDENCE, key), Map.of("directAccessGrantsEnabled", true)));
        assertThat(realm.save(client, Map.of()).statusCode()).isEqualTo(400);
        assertThat(realm.save(client, Map.of("enabled", false)).statusCode()).isEqualTo(204);
    }
}
