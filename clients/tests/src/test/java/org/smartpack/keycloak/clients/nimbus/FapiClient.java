/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nimbus;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

import org.smartpack.keycloak.clients.frame.DemoRealm;

/**
 * The client {@code signed-app}, set up as FAPI 2.0 asks: it signs with PS256 for the issuer, pushes its authorization
 * requests and binds its tokens to a key (DPoP).
 */
final class FapiClient {

    private static final ClientID ID = new ClientID("signed-app");

    private final OIDCProviderMetadata server;
    private final RSAKey key;
    private final DPoPProofFactory proofs;

    private FapiClient(OIDCProviderMetadata server, RSAKey key, DPoPProofFactory proofs) {
        this.server = server;
        this.key = key;
        this.proofs = proofs;
    }

    /** Sets the client of {@code realm} up, as docs/clients.md tells it, with new keys. */
    static FapiClient in(DemoRealm realm) throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("fapi")
                .algorithm(JWSAlgorithm.PS256)
                .generate();
        realm.client(ID.getValue())
                .changeAttributes(Map.of(
                        "smart.jwt.algorithms", "PS256",
                        "smart.jwt.audiences", "issuer",
                        "jwks.string", new JWKSet(key.toPublicJWK()).toString(),
                        "require.pushed.authorization.requests", "true",
                        "dpop.bound.access.tokens", "true",
                        "access.token.signed.response.alg", "PS256",
                        "id.token.signed.response.alg", "PS256"));
        return new FapiClient(
                NimbusClient.discover(realm),
                key,
                new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256));
    }

    OIDCProviderMetadata server() {
        return server;
    }

    ClientID id() {
        return ID;
    }

    /** A new assertion for the issuer. */
    ClientAuthentication authentication() {
        return authentication(server.getIssuer().getValue(), JWSAlgorithm.PS256);
    }

    ClientAuthentication authentication(String audience, JWSAlgorithm algorithm) {
        try {
            return new PrivateKeyJWT(
                    new JWTAuthenticationClaimsSet(ID, new Audience(audience)),
                    algorithm,
                    key.toPrivateKey(),
                    key.getKeyID(),
                    null);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    PushedAuthorizationResponse push(AuthorizationRequest request, ClientAuthentication authentication)
            throws IOException, ParseException {
        return PushedAuthorizationResponse.parse(new PushedAuthorizationRequest(
                        server.getPushedAuthorizationRequestEndpointURI(), authentication, request)
                .toHTTPRequest()
                .send());
    }

    /** Where the browser goes with a pushed request. */
    URI authorization(PushedAuthorizationResponse pushed) {
        return new AuthorizationRequest.Builder(pushed.toSuccessResponse().getRequestURI(), ID)
                .endpointURI(server.getAuthorizationEndpointURI())
                .build()
                .toURI();
    }

    TokenResponse ask(AuthorizationGrant grant, ClientAuthentication authentication, boolean proven)
            throws IOException, ParseException, JOSEException {
        HTTPRequest request = new TokenRequest.Builder(server.getTokenEndpointURI(), authentication, grant)
                .build()
                .toHTTPRequest();
        if (proven) {
            request.setDPoP(proofs.createDPoPJWT("POST", server.getTokenEndpointURI()));
        }
        return OIDCTokenResponseParser.parse(request.send());
    }
}
