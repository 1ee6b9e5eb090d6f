/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.smartpack.keycloak.error.Refusal;

/**
 * What the header of an assertion must and must not say (SMART App Launch 2.2.0, "Client Authentication: Asymmetric"),
 * checked before any key is looked for.
 */
final class HeaderRules {

    /**
     * What {@code typ} may be, in small letters: a JWT (RFC 7519 section 5.1), by either spelling of its media type
     * (RFC 7515 section 4.1.9), or a JWT for client authentication (rfc7523bis section 4). Many client libraries leave
     * it out, as RFC 7519 lets them; what the token is for, {@code iss}, {@code sub} and {@code aud} decide.
     */
    private static final Set<String> TYPES = Set.of("jwt", "application/jwt", "client-authentication+jwt");

    /** What a token that isn't an assertion may be. */
    private static final Set<String> TOKEN_TYPES = Set.of("jwt", "application/jwt");

    private static final int MAX_KID = 256;

    /**
     * Parameters that bring or point to a key of the sender's choice (RFC 7515 sections 4.1.3 and 4.1.5). A certificate
     * chain ({@code x5c}) is sent along by some libraries as a matter of course; it is never looked at.
     */
    private static final Set<String> KEY_OF_THE_SENDER = Set.of("jwk", "x5u");

    private HeaderRules() {}

    /**
     * @param algorithm one that the client is registered for
     * @param kid not empty
     */
    record Accepted(SigningAlgorithm algorithm, String kid) {}

    static Accepted check(Assertion assertion, ClientSettings settings) throws Refusal {
        typeIsOneOf(TYPES, assertion);
        return check(assertion, settings, settings.algorithms());
    }

    /**
     * The same for another token that the client signs. It isn't made for client authentication, and which algorithms
     * are right is a matter of what kind of token it is.
     */
    static Accepted checkToken(Assertion token, ClientSettings settings) throws Refusal {
        typeIsOneOf(TOKEN_TYPES, token);
        return check(token, settings, EnumSet.allOf(SigningAlgorithm.class));
    }

    private static Accepted check(Assertion assertion, ClientSettings settings, Set<SigningAlgorithm> allowed)
            throws Refusal {
        nothingCritical(assertion);
        noKeyOfTheSender(assertion);
        keyUrlIsTheRegisteredOne(assertion, settings);
        return new Accepted(algorithm(assertion, allowed), kid(assertion));
    }

    /**
     * Media types are compared without regard to case (RFC 7515 section 4.1.9). What is there but isn't text is
     * refused.
     */
    private static void typeIsOneOf(Set<String> types, Assertion assertion) throws Refusal {
        if (assertion.header().has("typ")
                && !types.contains(assertion.headerText("typ").orElse("").toLowerCase(Locale.ROOT))) {
            throw Refusal.assertion("typ is not JWT");
        }
    }

    /** The pack understands no extension, so whatever is critical isn't understood (RFC 7515 section 4.1.11). */
    private static void nothingCritical(Assertion assertion) throws Refusal {
        if (assertion.header().has("crit") || assertion.header().has("b64")) {
            throw Refusal.assertion("the header has a critical extension");
        }
    }

    private static void noKeyOfTheSender(Assertion assertion) throws Refusal {
        for (String parameter : KEY_OF_THE_SENDER) {
            if (assertion.header().has(parameter)) {
                throw Refusal.assertion("the header has " + parameter);
            }
        }
    }

    /** Compared as a string, before anything is fetched: another URL is never asked. */
    private static void keyUrlIsTheRegisteredOne(Assertion assertion, ClientSettings settings) throws Refusal {
        var jku = assertion.headerText("jku");
        if (jku.isPresent() && !jku.equals(settings.registeredJwksUrl())) {
            throw Refusal.assertion("jku is not the registered JWKS URL");
        }
    }

    private static SigningAlgorithm algorithm(Assertion assertion, Set<SigningAlgorithm> allowed) throws Refusal {
        SigningAlgorithm algorithm = SigningAlgorithm.named(
                        assertion.headerText("alg").orElse(""))
                .orElseThrow(() -> Refusal.assertion("alg is not a known asymmetric algorithm"));
        if (!allowed.contains(algorithm)) {
            throw Refusal.assertion("the client isn't registered for alg " + algorithm);
        }
        return algorithm;
    }

    private static String kid(Assertion assertion) throws Refusal {
        String kid = assertion.headerText("kid").orElse("");
        if (kid.isEmpty() || kid.length() > MAX_KID) {
            throw Refusal.assertion("kid is missing or too long");
        }
        return kid;
    }
}
