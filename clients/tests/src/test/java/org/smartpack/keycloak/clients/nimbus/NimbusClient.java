/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nimbus;

import java.io.IOException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;

/**
 * A client that signs with a key, and what it has discovered of its server.
 *
 * @param key private, with {@code kid} and {@code alg}
 */
record NimbusClient(OIDCProviderMetadata server, ClientID id, JWK key) {

    /** A client of the realm export with one of its keys; {@code algorithm} is RS384 or ES384. */
    static NimbusClient of(DemoRealm realm, String clientId, String algorithm) {
        return of(realm, clientId, DemoKey.of(clientId, algorithm));
    }

    static NimbusClient of(DemoRealm realm, String clientId, DemoKey key) {
        return new NimbusClient(discover(realm), new ClientID(clientId), key.read());
    }

    static OIDCProviderMetadata discover(DemoRealm realm) {
        try {
            return OIDCProviderMetadata.resolve(new Issuer(realm.url));
        } catch (IOException | GeneralException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new assertion, for the token URL; this server takes it at its other endpoints too. */
    ClientAuthentication authentication() {
        try {
            return new PrivateKeyJWT(
                    id,
                    server.getTokenEndpointURI(),
                    JWSAlgorithm.parse(key.getAlgorithm().getName()),
                    ((AsymmetricJWK) key).toPrivateKey(),
                    key.getKeyID(),
                    null);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
