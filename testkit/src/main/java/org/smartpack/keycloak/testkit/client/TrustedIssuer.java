/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.realm.Realm;
import org.smartpack.keycloak.testkit.realm.RealmUser;

/** An issuer that a realm trusts to vouch for one of its users: the JWT authorization grant (RFC 7523). */
public final class TrustedIssuer {

    /** The attributes of a client that may use the grant with it. */
    public static final Map<String, String> CLIENT_ATTRIBUTES =
            Map.of("oauth2.jwt.authorization.grant.enabled", "true", "oauth2.jwt.authorization.grant.idp", "issuer");

    private static final String ALIAS = "issuer";
    private static final String ISSUER = "https://issuer.example.org";

    private final ClientKey key = key();
    private final Realm realm;
    private final String subject;

    private TrustedIssuer(RealmUser user) {
        this.realm = user.realm();
        this.subject = user.username() + "-at-issuer";
    }

    /** Makes it an identity provider of the user's realm, and links the user to it. */
    public static TrustedIssuer of(RealmUser user) {
        TrustedIssuer issuer = new TrustedIssuer(user);
        issuer.realm.admin.post(
                issuer.realm.path("/identity-provider/instances"),
                Map.of(
                        "alias",
                        ALIAS,
                        "providerId",
                        "jwt-authorization-grant",
                        "enabled",
                        true,
                        "config",
                        Map.of(
                                "issuer",
                                ISSUER,
                                "useJwksUrl",
                                "false",
                                "publicKeySignatureVerifier",
                                issuer.key.jwks(),
                                "jwtAuthorizationGrantEnabled",
                                "true")));
        issuer.realm.admin.post(
                user.path() + "/federated-identity/" + ALIAS,
                Map.of("identityProvider", ALIAS, "userId", issuer.subject, "userName", issuer.subject));
        return issuer;
    }

    /** A client asks for a token in the user's name. */
    public Response ask(Client client, String scope) {
        return ask(client, Map.of("scope", scope), assertion -> assertion);
    }

    /**
     * A client asks for a token in the user's name.
     *
     * @param parameters of the token request, beside grant type and assertion
     * @param change makes an assertion that isn't right
     */
    public Response ask(Client client, Map<String, String> parameters, UnaryOperator<AssertionBuilder> change) {
        return ask(client, parameters, change.apply(assertion(key)));
    }

    /** A client sends an assertion in the issuer's name that somebody else signed, with the kid of the issuer's key. */
    public Response askWithStrangersKey(Client client, String scope) {
        return ask(client, Map.of("scope", scope), assertion(key()));
    }

    private static Response ask(Client client, Map<String, String> parameters, AssertionBuilder assertion) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion.sign());
        return client.token(form);
    }

    private AssertionBuilder assertion(ClientKey signer) {
        return new AssertionBuilder(signer, "ES256", ISSUER, realm.url).claim("sub", subject);
    }

    private static ClientKey key() {
        return ClientKey.ec(Curve.P_256).as("issuer-key", KeyUse.SIGNATURE, null);
    }
}
