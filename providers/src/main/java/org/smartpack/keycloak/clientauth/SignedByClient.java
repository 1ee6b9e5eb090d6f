/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;

/**
 * A JWT, for instance a launch token, that a client signed with one of its authentication keys but that isn't a client
 * assertion. Header, key and signature must follow the same rules as those of an assertion ({@code kid}, asymmetric
 * algorithms, no key of the sender's choice). The rules for the claims come from the calling code.
 */
public final class SignedByClient {

    /** The tolerated clock difference in seconds. */
    public static final int SKEW = ClaimRules.SKEW;

    private final Assertion token;

    private SignedByClient(Assertion token) {
        this.token = token;
    }

    /**
     * Reads a JWS in compact serialization (RFC 7515 section 7.1), but not a JWE.
     *
     * @param compact the token; more than 8192 characters are refused
     * @throws Refusal if it isn't a JWS, or its header or claims aren't JSON objects
     */
    public static SignedByClient parse(String compact) throws Refusal {
        return new SignedByClient(Assertion.parse(compact));
    }

    /**
     * The claimed signer. It isn't verified, and only tells whose keys to look up.
     *
     * @throws Refusal if {@code iss} is present and isn't a string
     */
    public Optional<String> claimedIssuer() throws Refusal {
        return token.claimText("iss");
    }

    /**
     * The rules for the claims.
     *
     * @param <T> the type of the result
     * @param <E> the exception for claims that break a rule
     */
    @FunctionalInterface
    public interface Rules<T, E extends Exception> {

        /** @param claims not verified yet, so they must have no effect */
        T check(JwtClaims claims) throws E;
    }

    /**
     * The content of the claims, after everything is verified. Claims are checked before the keys are looked up: keys
     * may have to be fetched, and a token that would be refused anyway must not cause that.
     *
     * @param signer the client whose registered keys count: a JWKS URL, an imported key set or a single key
     * @throws Refusal if header, key or signature is wrong, or the keys aren't available
     * @throws E if the claims break a rule
     */
    public <T, E extends Exception> T verify(KeycloakSession session, ClientModel signer, Rules<T, E> rules)
            throws Refusal, E {
        ClientSettings settings = new ClientSettings(signer);
        HeaderRules.Accepted header = HeaderRules.checkToken(token, settings);
        T checked = rules.check(new JwtClaims(token.claims()));
        SmartJwtAuthenticatorFactory.of(session)
                .keys()
                .verify(signer, settings, new SignatureCheck(session, token, header));
        return checked;
    }
}
