/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The authenticator works as soon as a client has it, and takes nothing from the others. */
@ExtendWith(SharedServer.class)
class FreshRealmIT {

    private SigningRealm realm;
    private Admin admin;

    @BeforeEach
    void freshRealm(Admin admin) {
        this.admin = admin;
        this.realm = new SigningRealm(admin);
    }

    private List<Map<String, Object>> executions(String flow) {
        return admin.get(realm.path("/authentication/flows/" + flow + "/executions"))
                .jsonPath()
                .getList("");
    }

    @Test
    @DisplayName("SMART-BS-1 an inline JWKS and SMART-BS-3 RS384: a token in a fresh realm, without touching a flow")
    void rs384() {
        SigningClient client = realm.inlineClient(ClientKey.rsa(), "RS384");

        client.clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-3 ES384")
    void es384() {
        SigningClient client = realm.inlineClient(ClientKey.ec(Curve.P_384), "ES384");

        client.clientCredentials().then().statusCode(200);
    }

    @ParameterizedTest
    @DisplayName("SMART-BS-12: typ: what client libraries send, or nothing at all")
    @NullSource
    @ValueSource(strings = {"jwt", "application/jwt", "client-authentication+jwt", "CLIENT-AUTHENTICATION+JWT"})
    void type(String type) {
        SigningClient client = realm.inlineClient(ClientKey.rsa(), "RS384");

        realm.token(client.assertion().header("typ", type).sign()).then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-21, 22, 23: scope, 300 seconds, no refresh token, never cached")
    void tokenResponse() {
        realm.change(Map.of("accessTokenLifespan", 3600));
        SigningClient client = realm.inlineClient(ClientKey.rsa(), "RS384");

        var response = client.clientCredentials();

        assertThat(response.statusCode()).isEqualTo(200);
        assertLifespan(response, 300);
        assertThat(response.jsonPath().getString("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(response.jsonPath().getString("scope")).isNotNull();
        assertThat(response.jsonPath().getString("refresh_token")).isNull();
        assertThat(response.getHeaders().getValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.getHeaders().getValues("Pragma")).containsExactly("no-cache");
    }

    @Test
    @DisplayName("the flow gets the authenticator once, first and alternative; other realms' flows stay as they were")
    void flow() {
        assertThat(authenticators("clients")).doesNotContain("smart-jwt");
        realm.inlineClient(ClientKey.rsa(), "RS384");
        realm.inlineClient(ClientKey.rsa(), "RS384");

        assertThat(authenticators("clients")).containsOnlyOnce("smart-jwt").startsWith("smart-jwt");
        assertThat(executions("clients").get(0))
                .containsEntry("requirement", "ALTERNATIVE")
                .containsEntry("displayName", "SMART signed JWT");
    }

    private List<String> authenticators(String flow) {
        return executions(flow).stream()
                .map(execution -> (String) execution.get("providerId"))
                .toList();
    }

    @Test
    @DisplayName("a client that changes to the authenticator later, as the console does it")
    void changedLater() {
        ClientKey key = ClientKey.rsa();
        SigningClient client = realm.inlineClient(
                key, "RS384", key.jwks(), Map.of("clientAuthenticatorType", "client-secret", "secret", "s"));
        assertThat(authenticators("clients")).doesNotContain("smart-jwt");
        Map<String, Object> changed = new HashMap<>(
                admin.get(realm.client(client.clientId()).path()).jsonPath().getMap(""));
        changed.put("clientAuthenticatorType", "smart-jwt");
        admin.put(realm.client(client.clientId()).path(), changed);

        client.clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("an imported realm, with the client, and its export imported again")
    void imported() {
        ClientKey key = ClientKey.rsa();
        Map<String, Object> client = Map.of(
                "clientId",
                "backend",
                "clientAuthenticatorType",
                "smart-jwt",
                "serviceAccountsEnabled",
                true,
                "attributes",
                Map.of("use.jwks.string", "true", "jwks.string", key.jwks()));
        SigningRealm first = new SigningRealm(admin, Map.of("clients", List.of(client)));
        first.token(new AssertionBuilder(key, "RS384", "backend", first.tokenUrl()).sign())
                .then()
                .statusCode(200);

        Map<String, Object> export =
                new HashMap<>(admin.post(first.path("/partial-export?exportClients=true&exportGroupsAndRoles=true"), "")
                        .jsonPath()
                        .getMap(""));
        admin.delete("/" + first.name);
        admin.post("", export);

        assertThat(admin.get(first.path("/authentication/flows/clients/executions"))
                        .jsonPath()
                        .<String>getList("providerId"))
                .containsOnlyOnce("smart-jwt");
        first.token(new AssertionBuilder(key, "RS384", "backend", first.tokenUrl()).sign())
                .then()
                .statusCode(200);
        admin.delete("/" + first.name);
    }

    @Test
    @DisplayName("an administrator binds another client flow: clients still work")
    void otherFlow() {
        SigningClient client = realm.inlineClient(ClientKey.rsa(), "RS384");
        admin.post(
                realm.path("/authentication/flows"),
                Map.of("alias", "mine", "providerId", "client-flow", "topLevel", true, "builtIn", false));
        admin.post(realm.path("/authentication/flows/mine/executions/execution"), Map.of("provider", "client-secret"));

        realm.change(Map.of("clientAuthenticationFlow", "mine"));

        client.clientCredentials().then().statusCode(200);
        assertThat(authenticators("mine")).containsOnlyOnce("smart-jwt");
    }

    @Test
    @DisplayName("who switches the authenticator off in the flow finds it off")
    void switchedOff() {
        SigningClient client = realm.inlineClient(ClientKey.rsa(), "RS384");
        Map<String, Object> execution = new HashMap<>(executions("clients").get(0));
        execution.put("requirement", "DISABLED");
        admin.put(realm.path("/authentication/flows/clients/executions"), execution);
        realm.client(client.clientId()).changeAttributes(Map.of("smart.jwt.max.life", "60"));

        client.clientCredentials().then().statusCode(401);
        assertThat(authenticators("clients")).containsOnlyOnce("smart-jwt");
    }

    @Test
    @DisplayName("Keycloak's own authenticators answer as before, beside a client with ours")
    void others() {
        realm.inlineClient(ClientKey.rsa(), "RS384");
        ClientKey key = ClientKey.rsa();
        SigningClient builtIn =
                realm.inlineClient(key, "RS256", key.jwks(), Map.of("clientAuthenticatorType", "client-jwt"));
        realm.token(builtIn.assertion()
                        .claim("exp", AssertionBuilder.now() + 50)
                        .sign())
                .then()
                .statusCode(200);
        var refused = realm.token(builtIn.assertion().sign(ClientKey.rsa(), "RS256"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error_description")).contains("failed");
        assertThat(admin.get(realm.client(builtIn.clientId()).path()).jsonPath().getMap("attributes"))
                .doesNotContainKey("access.token.lifespan");

        SigningClient secret = realm.inlineClient(
                key, "RS256", key.jwks(), Map.of("clientAuthenticatorType", "client-secret", "secret", "s"));
        Caller.basic(secret.clientId(), "s")
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(200);
        Caller.basic(secret.clientId(), "wrong")
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(401);
    }

    /**
     * Keycloak reads the clock three times: for {@code iat}, right after it for {@code exp}, and for what is left when
     * it answers. Each may be in the next second.
     */
    private static void assertLifespan(Response answer, int seconds) {
        String payload = answer.<String>path("access_token").split("\\.")[1];
        JsonPath claims = new JsonPath(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isBetween((long) seconds, seconds + 1L);
        assertThat(answer.jsonPath().getInt("expires_in")).isBetween(seconds - 2, seconds);
    }

    @Test
    @DisplayName("the lifespan of access tokens: an own one stays, a shorter one of the realm too")
    void lifespan() {
        ClientKey key = ClientKey.rsa();
        SigningClient own = realm.newClient(
                key,
                "RS384",
                Map.of(),
                Map.of("use.jwks.string", "true", "jwks.string", key.jwks(), "access.token.lifespan", "3600"));
        assertLifespan(own.clientCredentials(), 3600);

        realm.change(Map.of("accessTokenLifespan", 60));
        SigningClient shorter = realm.inlineClient(key, "RS384");
        assertLifespan(shorter.clientCredentials(), 60);
    }

    @Test
    @DisplayName("the console offers the authenticator and its settings; the realm's metadata name the method")
    void console(KeycloakServer server) {
        assertThat(admin.get(realm.path("/authentication/client-authenticator-providers"))
                        .jsonPath()
                        .<Map<String, Object>>getList(""))
                .anySatisfy(provider -> assertThat(provider)
                        .containsEntry("id", "smart-jwt")
                        .containsEntry("displayName", "SMART signed JWT"));
        List<Map<String, Object>> properties = admin.request()
                .get(server.url() + "/admin/serverinfo")
                .jsonPath()
                .getList("componentTypes['org.keycloak.authentication.ClientAuthenticator']"
                        + ".find { it.id == 'smart-jwt' }.clientProperties");
        assertThat(properties)
                .extracting(property -> property.get("name"))
                .containsExactly(
                        "smart.jwt.algorithms",
                        "smart.jwt.audiences",
                        "smart.jwt.max.life",
                        "smart.jwt.private.addresses");
        assertThat(properties)
                .extracting(property -> property.get("type"))
                .containsExactly("String", "List", "String", "boolean");
        assertThat(given().get(realm.url + "/.well-known/openid-configuration")
                        .jsonPath()
                        .<String>getList("token_endpoint_auth_methods_supported"))
                .contains("private_key_jwt");
    }

    @Test
    @DisplayName("a key that the console generates in the Keys tab")
    void generatedKey() throws Exception {
        SigningClient client = realm.newClient(ClientKey.rsa(), "RS384", Map.of(), Map.of());
        byte[] store = admin.post(
                        realm.client(client.clientId()).path() + "/certificates/jwt.credential/generate-and-download",
                        Map.of(
                                "format",
                                "PKCS12",
                                "keyAlias",
                                "key",
                                "keyPassword",
                                "password",
                                "storePassword",
                                "password"))
                .asByteArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(store), "password".toCharArray());
        RSAPublicKey publicKey = (RSAPublicKey) keys.getCertificate("key").getPublicKey();
        String kid =
                AssertionBuilder.encode(MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded()));
        ClientKey generated = new ClientKey(new RSAKey.Builder(publicKey)
                .privateKey((RSAPrivateKey) keys.getKey("key", "password".toCharArray()))
                .keyID(kid)
                .build());

        realm.token(new AssertionBuilder(generated, "RS384", client.clientId(), realm.tokenUrl()).sign())
                .then()
                .statusCode(200);
        Refused.asInvalidClient(
                "another kid",
                realm.token(new AssertionBuilder(generated, "RS384", client.clientId(), realm.tokenUrl())
                        .header("kid", "x")
                        .sign()));
    }

    @Test
    @DisplayName("clients that register themselves with private_key_jwt keep Keycloak's authenticator")
    void registration() {
        String token = admin.post(realm.path("/clients-initial-access"), Map.of("count", 1, "expiration", 60))
                .jsonPath()
                .getString("token");
        String clientId = given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of(
                        "token_endpoint_auth_method",
                        "private_key_jwt",
                        "jwks_uri",
                        "https://app.example/keys",
                        "redirect_uris",
                        List.of("http://127.0.0.1:9999/callback")))
                .post(realm.url + "/clients-registrations/openid-connect")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id");

        assertThat(admin.get("/" + realm.name + "/clients?clientId=" + clientId)
                        .jsonPath()
                        .getString("[0].clientAuthenticatorType"))
                .isEqualTo("client-jwt");
    }

    @Test
    @DisplayName("attack 12: a client that registers or updates itself can't allow itself private addresses")
    void registrationAllowsNoPrivateAddresses() {
        String token = admin.post(realm.path("/clients-initial-access"), Map.of("count", 1, "expiration", 60))
                .jsonPath()
                .getString("token");
        Map<String, Object> wanted = Map.of(
                "clientId",
                "registers-itself",
                "clientAuthenticatorType",
                "smart-jwt",
                "attributes",
                Map.of(
                        "use.jwks.url", "true",
                        "jwks.url", "http://127.0.0.1:1/keys",
                        "smart.jwt.private.addresses", "true"));
        String registrations = realm.url + "/clients-registrations/default";

        String registrationToken = given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(wanted)
                .post(registrations)
                .then()
                .statusCode(201)
                .extract()
                .path("registrationAccessToken");
        assertThat(privateAddresses()).isNull();

        given().auth()
                .oauth2(registrationToken)
                .contentType("application/json")
                .body(wanted)
                .put(registrations + "/registers-itself")
                .then()
                .statusCode(200);
        assertThat(privateAddresses()).isNull();
    }

    private String privateAddresses() {
        Map<String, String> attributes = admin.get(realm.path("/clients?clientId=registers-itself"))
                .jsonPath()
                .getMap("[0].attributes");
        assertThat(attributes).containsEntry("jwks.url", "http://127.0.0.1:1/keys");
        return attributes.get("smart.jwt.private.addresses");
    }
}
