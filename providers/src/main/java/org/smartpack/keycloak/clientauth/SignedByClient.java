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
 * A JWT that a client signed with one of the keys by which it authenticates itself, but that is no client assertion: a
 * launch token for instance. Header, key and signature are held to the same rules as those of an assertion
 * ({@code kid}, asymmetric algorithms, no key of the sender's choice); what the claims must say is the caller's matter.
 */
public final class SignedByClient {

    /** Difference of clocks that is put up with, in seconds. */
    public static final int SKEW = ClaimRules.SKEW;

    private final Assertion token;

    private SignedByClient(Assertion token) {
        this.token = token;
    }

    /**
     * Reads a JWS in compact serialization (RFC 7515 section 7.1); a JWE is none.
     *
     * @param compact of any length and content; more than 8192 characters are refused
     * @throws Refusal if it isn't one of two JSON objects
     */
    public static SignedByClient parse(String compact) throws Refusal {
        return new SignedByClient(Assertion.parse(compact));
    }

    /**
     * Who says to have signed it: not verified at all, and good only for finding out whose keys are to be asked.
     *
     * @throws Refusal if {@code iss} is there and isn't a string
     */
    public Optional<String> claimedIssuer() throws Refusal {
        return token.claimText("iss");
    }

    /**
     * The rules for the claims.
     *
     * @param <T> what the claims say
     * @param <E> what is thrown if they say something wrong
     */
    @FunctionalInterface
    public interface Rules<T, E extends Exception> {

        /** @param claims whose signature may not hold, so nothing may come of them yet */
        T check(JwtClaims claims) throws E;
    }

    /**
     * What the claims say, once everything holds. They are checked before the keys are looked for: those may have to be
     * fetched, and nobody should be able to cause that with what is refused anyway.
     *
     * @param signer the client whose registered keys count: a JWKS URL, an imported key set or a single key
     * @throws Refusal if header, key or signature aren't right, or the keys can't be had
     * @throws E if the claims aren't right
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
