/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.iua;

import java.net.URI;
import java.util.List;
import java.util.Map;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.client.interceptor.CapturingInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Eventually;
import org.smartpack.keycloak.testkit.client.Caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** HAPI FHIR's client as IUA's authorization client, with Nimbus' OAuth 2.0 SDK, as docs/clients.md shows it. */
@ClientTest
@DisplayName("An IUA client with HAPI FHIR")
class IuaHapiIT {

    private static final URI CALLBACK = URI.create(IuaRealm.CALLBACK);

    private final CapturingInterceptor captured = new CapturingInterceptor();
    private IuaRealm realm;
    private OIDCProviderMetadata server;

    @BeforeAll
    void discover(Demo demo) throws Exception {
        realm = IuaRealm.of(demo);
        server = OIDCProviderMetadata.resolve(new Issuer(realm.url));
    }

    private static ClientAuthentication secret(String clientId) {
        return new ClientSecretBasic(new ClientID(clientId), new Secret(Caller.secret(clientId)));
    }

    private TokenResponse ask(String clientId, AuthorizationGrant grant, Scope scope, String resource)
            throws Exception {
        TokenRequest request = new TokenRequest.Builder(server.getTokenEndpointURI(), secret(clientId), grant)
                .scope(scope)
                .resources(URI.create(resource))
                .build();
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    private AccessToken ownToken(String clientId, String scope, String resource) throws Exception {
        TokenResponse response = ask(clientId, new ClientCredentialsGrant(), Scope.parse(scope), resource);
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        return response.toSuccessResponse().getTokens().getAccessToken();
    }

    /** The EHR opens the app for pat-1 and the user signs in; {@code resource} is in the authorization request. */
    private AccessToken userToken(String scope) throws Exception {
        State state = new State();
        CodeVerifier verifier = new CodeVerifier();
        URI request = new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(IuaRealm.APP))
                .endpointURI(server.getAuthorizationEndpointURI())
                .redirectionURI(CALLBACK)
                .scope(Scope.parse(scope))
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .resources(URI.create(realm.fhir))
                .customParameter("aud", realm.fhir)
                .customParameter("launch", realm.launch("pat-1"))
                .build()
                .toURI();
        AuthorizationSuccessResponse response =
                AuthorizationSuccessResponse.parse(URI.create(realm.visit(request.toString())));
        assertThat(response.getState()).isEqualTo(state);
        AuthorizationGrant grant = new AuthorizationCodeGrant(response.getAuthorizationCode(), CALLBACK, verifier);
        TokenResponse tokens = ask(IuaRealm.APP, grant, null, realm.fhir);
        assertThat(tokens.indicatesSuccess())
                .as(tokens.toHTTPResponse().getBody())
                .isTrue();
        return tokens.toSuccessResponse().getTokens().getAccessToken();
    }

    /** A client that reads the server's CapabilityStatement first, as HAPI's do. */
    private IGenericClient fhir(String token) {
        IGenericClient fhir = FhirContext.forR4Cached().newRestfulGenericClient(realm.fhir);
        fhir.registerInterceptor(captured);
        if (!token.isEmpty()) {
            fhir.registerInterceptor(new BearerTokenAuthInterceptor(token));
        }
        return fhir;
    }

    private static Patient readPatient(IGenericClient fhir) {
        return fhir.read().resource(Patient.class).withId("pat-1").execute();
    }

    /** What the 401 says in {@code WWW-Authenticate}. */
    private String challenge(String token) {
        AuthenticationException refusal =
                catchThrowableOfType(AuthenticationException.class, () -> readPatient(fhir(token)));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.getStatusCode()).isEqualTo(401);
        return captured.getLastResponse().getHeaders("WWW-Authenticate").get(0);
    }

    /** The claims, after the signature was checked with the published keys. */
    private JWTClaimsSet verified(AccessToken token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.create(server.getJWKSetURI().toURL()).build()));
        return processor.process(token.getValue(), null);
    }

    private static void requireClaims(JWTClaimsSet claims) {
        Map<String, Object> all = claims.toJSONObject();
        for (String name : List.of("iss", "sub", "client_id", "jti", "scope")) {
            assertThat(all.get(name)).as(name).isInstanceOf(String.class);
        }
        for (String name : List.of("exp", "iat")) {
            assertThat(all.get(name)).as(name).isInstanceOf(Number.class);
        }
        assertThat(all.get("aud")).isInstanceOfAny(String.class, List.class);
        assertThat(all.get("extensions")).isInstanceOf(Map.class);
    }

    @Test
    @DisplayName("IUA-1, IUA-JWT-1, 2, 3: a system's token has each required claim with its type, and its extensions")
    void ownClaims() throws Exception {
        JWTClaimsSet claims = verified(ownToken(IuaRealm.SYSTEM, "system/*.*", realm.fhir));
        requireClaims(claims);
        assertThat(claims.getIssuer()).isEqualTo(realm.url);
        assertThat(claims.getSubject()).isEqualTo(IuaRealm.SYSTEM);
        assertThat(claims.getAudience()).containsExactly(realm.fhir, IuaRealm.SERVER);
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        Map<?, ?> iua = (Map<?, ?>) claims.getJSONObjectClaim("extensions").get("ihe_iua");
        assertThat(iua.get("subject_organization_id")).isEqualTo("urn:oid:1.2.840.113619.20.2");
        assertThat(iua.get("home_community_id")).isEqualTo("urn:oid:1.2.840.113619.20.2.1");
        assertThat((List<?>) iua.get("purpose_of_use")).singleElement().satisfies(coding -> assertThat(
                        ((Map<?, ?>) coding).get("code"))
                .isEqualTo("TREAT"));
    }

    @Test
    @DisplayName("IUA-1, IUA-71-2, IUA-JWT-2, 3, 4: so has a user's, whose extensions name user and patient")
    void userClaims() throws Exception {
        JWTClaimsSet claims = verified(userToken("launch openid fhirUser patient/*.rs"));
        requireClaims(claims);
        assertThat(claims.getSubject()).isEqualTo(realm.user("drsmith").id());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(IuaRealm.APP);
        assertThat(claims.getAudience()).containsExactly(realm.fhir, IuaRealm.SERVER);
        Map<String, Object> extensions = claims.getJSONObjectClaim("extensions");
        Map<?, ?> iua = (Map<?, ?>) extensions.get("ihe_iua");
        for (String name :
                List.of("subject_name", "subject_organization", "national_provider_identifier", "person_id")) {
            assertThat(iua.get(name)).as(name).isInstanceOf(String.class);
        }
        assertThat(iua.get("subject_role")).isInstanceOf(List.class);
        assertThat(extensions.get("ihe_bppc")).isEqualTo(Map.of("patient_id", realm.fhir + "/Patient/pat-1"));
    }

    @Test
    @DisplayName("IUA-5, IUA-72-1, 3: a system reads and searches; the CapabilityStatement names IUA")
    void system() throws Exception {
        IGenericClient fhir =
                fhir(ownToken(IuaRealm.SYSTEM, "system/*.*", realm.fhir).getValue());
        assertThat(readPatient(fhir).getIdElement().getIdPart()).isEqualTo("pat-1");
        Bundle found = fhir.search()
                .forResource("Observation")
                .where(Observation.PATIENT.hasId("pat-1"))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getEntry()).isNotEmpty();
        CapabilityStatement capabilities =
                fhir.capabilities().ofType(CapabilityStatement.class).execute();
        assertThat(capabilities.getRestFirstRep().getSecurity().getService())
                .anySatisfy(service ->
                        assertThat(service.getCodingFirstRep().getCode()).isEqualTo("IUA"));
    }

    @Test
    @DisplayName("IUA-72-3: an app reads its patient; another one is 401")
    void user() throws Exception {
        IGenericClient fhir =
                fhir(userToken("launch openid fhirUser patient/*.rs").getValue());
        assertThat(readPatient(fhir).getIdElement().getIdPart()).isEqualTo("pat-1");
        AuthenticationException refusal = catchThrowableOfType(
                AuthenticationException.class,
                () -> fhir.read().resource(Patient.class).withId("pat-2").execute());
        assertThat(refusal).isNotNull();
        assertThat(captured.getLastResponse().getHeaders("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"fhir\", error=\"insufficient_scope\"");
    }

    @Test
    @DisplayName(
            "IUA-72-1, 2, 3: without a token, and with one of another format or altered, it is 401 with a challenge")
    void refused() throws Exception {
        assertThat(challenge("")).isEqualTo("Bearer realm=\"fhir\"");
        String token = ownToken(IuaRealm.SYSTEM, "system/*.*", realm.fhir).getValue();
        String[] parts = token.split("\\.");
        for (String wrong : List.of(
                "opaque",
                "PHNhbWw6QXNzZXJ0aW9uLz4",
                parts[0] + "." + parts[1] + ".",
                token.substring(0, token.length() - 8) + "AAAAAAAA")) {
            assertThat(challenge(wrong)).startsWith("Bearer realm=\"fhir\", error=\"invalid_token\"");
        }
        assertThat(challenge(ownToken(IuaRealm.SYSTEM, "system/Observation.rs", realm.fhir)
                        .getValue()))
                .isEqualTo("Bearer realm=\"fhir\", error=\"insufficient_scope\"");
    }

    @Test
    @DisplayName("IUA-72-3, IUA-71-2: a token for another resource server is 401")
    void otherAudience() throws Exception {
        realm.withOtherServer(() -> {
            AccessToken other = ownToken(IuaRealm.SYSTEM, "system/*.*", IuaRealm.OTHER);
            assertThat(verified(other).getAudience()).contains(IuaRealm.OTHER).doesNotContain(realm.fhir);
            assertThat(challenge(other.getValue()))
                    .contains("error=\"invalid_token\"", "its aud does not contain " + realm.fhir);
        });
        TokenResponse stranger = ask(
                IuaRealm.SYSTEM, new ClientCredentialsGrant(), Scope.parse("system/*.*"), "https://nobody.example.org");
        assertThat(stranger.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_target");
    }

    @Test
    @DisplayName("IUA-72-3, INTRO-IUA-3: an expired token is 401, and introspection says only that it isn't active")
    void expired() throws Exception {
        realm.createSystem("hapi-short", Map.of("access.token.lifespan", "3"));
        AccessToken token = ownToken("hapi-short", "system/*.*", realm.fhir);
        IGenericClient fhir = fhir(token.getValue());
        assertThat(readPatient(fhir).getIdElement().getIdPart()).isEqualTo("pat-1");
        Throwable refusal = Eventually.look(
                () -> catchThrowableOfType(AuthenticationException.class, () -> readPatient(fhir)),
                thrown -> thrown != null);
        assertThat(refusal).isInstanceOf(AuthenticationException.class);
        assertThat(captured.getLastResponse().getHeaders("WWW-Authenticate").get(0))
                .contains("error=\"invalid_token\"", "The token has expired");
        // Keycloak lets a token live for the whole second in which it ends.
        Map<String, Object> told =
                Eventually.look(() -> introspected(token), answer -> Boolean.FALSE.equals(answer.get("active")));
        assertThat(told).isEqualTo(Map.of("active", false));
    }

    private Map<String, Object> introspected(AccessToken token) {
        try {
            return introspect(secret(IuaRealm.SERVER), token).toJSONObject();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TokenIntrospectionSuccessResponse introspect(ClientAuthentication caller, AccessToken token)
            throws Exception {
        return introspect(new TokenIntrospectionRequest(server.getIntrospectionEndpointURI(), caller, token));
    }

    private static TokenIntrospectionSuccessResponse introspect(TokenIntrospectionRequest request) throws Exception {
        TokenIntrospectionResponse response =
                TokenIntrospectionResponse.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        return response.toSuccessResponse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Bearer"})
    @DisplayName("INTRO-IUA-1, 2, 4: the resource server introspects with Basic and with Bearer, and sees every claim")
    void introspection(String method) throws Exception {
        AccessToken token = userToken("launch openid fhirUser patient/*.rs");
        TokenIntrospectionSuccessResponse told = method.equals("Basic")
                ? introspect(secret(IuaRealm.SERVER), token)
                : introspect(new TokenIntrospectionRequest(
                        server.getIntrospectionEndpointURI(),
                        new BearerAccessToken(serversOwnToken().getValue()),
                        token));
        assertThat(told.isActive()).isTrue();
        JWTClaimsSet claims = verified(token);
        for (String name : List.of("iss", "sub", "client_id", "jti", "exp", "iat", "scope", "extensions")) {
            assertThat(told.toJSONObject().get(name))
                    .as(name)
                    .isEqualTo(claims.toJSONObject().get(name));
        }
        assertThat(told.getAudience()).extracting(Object::toString).contains(realm.fhir);
    }

    private AccessToken serversOwnToken() throws Exception {
        TokenResponse response = TokenResponse.parse(new TokenRequest.Builder(
                        server.getTokenEndpointURI(), secret(IuaRealm.SERVER), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send());
        return response.toSuccessResponse().getTokens().getAccessToken();
    }

    @Test
    @DisplayName("INTRO-IUA-2: a caller with a wrong secret or a stranger's token gets 401")
    void introspectionRefused() throws Exception {
        AccessToken token = ownToken(IuaRealm.SYSTEM, "system/*.*", realm.fhir);
        URI endpoint = server.getIntrospectionEndpointURI();
        ClientAuthentication wrong = new ClientSecretBasic(new ClientID(IuaRealm.SERVER), new Secret("wrong"));
        for (TokenIntrospectionRequest request : List.of(
                new TokenIntrospectionRequest(endpoint, wrong, token),
                new TokenIntrospectionRequest(endpoint, new BearerAccessToken("opaque"), token),
                new TokenIntrospectionRequest(endpoint, token))) {
            assertThat(request.toHTTPRequest().send().getStatusCode()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("IUA-72-6: what the client did is in the server's AuditEvents, under IUA's name of the user")
    void audit() throws Exception {
        String token = userToken("launch openid fhirUser patient/*.rs").getValue();
        readPatient(fhir(token));
        String name = realm.fhir + "<" + realm.user("drsmith").id() + "@" + realm.url + ">";
        Bundle found = fhir(ownToken(IuaRealm.SYSTEM, "system/AuditEvent.rs", realm.fhir)
                        .getValue())
                .search()
                .byUrl("AuditEvent?subtype=ITI-72&entity=Patient/pat-1")
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getEntry())
                .extracting(entry -> (AuditEvent) entry.getResource())
                .anySatisfy(event -> {
                    assertThat(event.getAgentFirstRep().getName()).isEqualTo(name);
                    assertThat(event.getAgentFirstRep()
                                    .getPurposeOfUseFirstRep()
                                    .getCodingFirstRep()
                                    .getCode())
                            .isEqualTo("TREAT");
                });
    }

    @Test
    @DisplayName("IUA-103-4, 5, 8: a library reads the metadata of RFC 8414, and finds what IUA adds")
    void metadata() throws Exception {
        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.resolve(new Issuer(realm.url));
        assertThat(metadata.getTokenEndpointURI()).isEqualTo(server.getTokenEndpointURI());
        assertThat(metadata.getIntrospectionEndpointURI()).isEqualTo(server.getIntrospectionEndpointURI());
        assertThat(metadata.toJSONObject().get("introspection_endpoint_auth_methods_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("Bearer");
        assertThat(metadata.getCustomParameter("access_token_format")).isInstanceOf(List.class);
    }
}
