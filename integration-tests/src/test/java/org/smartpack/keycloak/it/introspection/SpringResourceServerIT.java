/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.client.RestTemplate;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.smart.App;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Spring Security's resource server for opaque tokens, which asks {@code smart/introspect} about each. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringResourceServerIT {

    private IntrospectionRealm realm;
    private SpringResourceServer withBasic;
    private SpringResourceServer withBearer;

    @BeforeAll
    void servers(Admin admin) {
        realm = new IntrospectionRealm(admin);
        withBasic = SpringResourceServer.start(basic(IntrospectionRealm.FHIR_SERVER));
        withBearer = SpringResourceServer.start(bearer(IntrospectionRealm.GATEWAY));
    }

    @AfterAll
    void stop() {
        withBasic.close();
        withBearer.close();
    }

    private OpaqueTokenIntrospector basic(String clientId) {
        return SpringOpaqueTokenIntrospector.withIntrospectionUri(realm.asker.url())
                .clientId(clientId)
                .clientSecret(Caller.secret(clientId))
                .build();
    }

    /** Gets itself a token with client_credentials, keeps it while it lasts, and asks with it. */
    private OpaqueTokenIntrospector bearer(String clientId) {
        var registrations = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("keycloak")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId(clientId)
                .clientSecret(Caller.secret(clientId))
                .tokenUri(realm.asker.realm().tokenUrl())
                .build());
        var interceptor =
                new OAuth2ClientHttpRequestInterceptor(new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                        registrations, new InMemoryOAuth2AuthorizedClientService(registrations)));
        interceptor.setClientRegistrationIdResolver(request -> "keycloak");
        RestTemplate http = new RestTemplate();
        http.getInterceptors().add(interceptor);
        return new SpringOpaqueTokenIntrospector(realm.asker.url(), http);
    }

    private Stream<SpringResourceServer> servers() {
        return Stream.of(withBasic, withBearer);
    }

    private static Response get(SpringResourceServer server, String path, String token) {
        return given().header("Authorization", "Bearer " + token).get(server.url(path));
    }

    private static void refused(String what, Response response) {
        assertThat(response.statusCode()).as(what + response.asString()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).as(what).contains("error=\"invalid_token\"");
    }

    private Response tokens(String scope) {
        return realm.newApp(Map.of()).launch(realm.browser(), "drbob", scope, Map.of("patient", "pat-1"));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-2 INTRO-21 INTRO-22 Spring accepts an active token, and has its claims and scopes")
    void accepts(SpringResourceServer server) {
        Response tokens = tokens("launch openid online_access patient/Observation.rs");
        String token = tokens.path("access_token");
        Map<String, Object> id = Asker.claims(tokens.path("id_token"));
        for (String path : List.of("/me", "/observations", "/me")) {
            Response response = get(server, path, token);
            assertThat(response.statusCode()).as(path + response.asString()).isEqualTo(200);
            assertThat(response.jsonPath().getMap(""))
                    .isEqualTo(Map.of("sub", id.get("sub"), "patient", "pat-1", "client_id", id.get("azp")));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-21 Spring answers 403 where the scope that introspection shows doesn't suffice")
    void tooLittle(SpringResourceServer server) {
        String token = tokens("launch openid patient/Condition.rs").path("access_token");
        assertThat(get(server, "/me", token).statusCode()).isEqualTo(200);
        Response refused = get(server, "/observations", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName(
            "INTRO-4 attack 26, 27: Spring refuses garbage, other kinds of tokens and what has ended: 401 invalid_token")
    void refuses(SpringResourceServer server) {
        assertThat(given().get(server.url("/me")).statusCode()).isEqualTo(401);
        Response tokens = tokens(App.SCOPE);
        String token = tokens.path("access_token");
        refused("garbage", get(server, "/me", "garbage"));
        refused("changed", get(server, "/me", token.substring(0, token.length() - 4)));
        refused("id_token", get(server, "/me", tokens.path("id_token")));
        refused("refresh token", get(server, "/me", tokens.path("refresh_token")));
        refused("a token for nobody", get(server, "/me", realm.tokenOf(IntrospectionRealm.STRANGER)));

        assertThat(get(server, "/me", token).statusCode()).isEqualTo(200);
        realm.admin.post("/" + realm.name + "/users/" + realm.user("drbob").id() + "/logout", "");
        refused("logged out", get(server, "/me", token));
    }

    @Test
    @DisplayName("INTRO-5 attack 26: Spring lets nobody in while its own credentials or rights are wrong")
    void wrongCaller() {
        String token = tokens(App.SCOPE).path("access_token");
        OpaqueTokenIntrospector wrongSecret = SpringOpaqueTokenIntrospector.withIntrospectionUri(realm.asker.url())
                .clientId(IntrospectionRealm.FHIR_SERVER)
                .clientSecret("wrong")
                .build();
        for (OpaqueTokenIntrospector introspector :
                List.of(wrongSecret, basic(IntrospectionRealm.STRANGER), bearer(IntrospectionRealm.STRANGER))) {
            try (SpringResourceServer server = SpringResourceServer.start(introspector)) {
                // Spring has no answer of its own for that: it isn't the token's fault.
                assertThat(get(server, "/me", token).statusCode()).isEqualTo(500);
            }
        }
    }
}
