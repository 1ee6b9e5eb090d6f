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
 * The rules for the header of an assertion (SMART App Launch 2.2.0, "Client Authentication: Asymmetric"), checked
 * before any key is looked up.
 */
final class HeaderRules {

    /**
     * The values that {@code typ} may have, in lower case: a JWT (RFC 7519 section 5.1) in either spelling of its media
     * type (RFC 7515 section 4.1.9), or a JWT for client authentication (rfc7523bis section 4). Many client libraries
     * omit it, which RFC 7519 allows: {@code iss}, {@code sub} and {@code aud} decide what the token is for.
     */
    private static final Set<String> TYPES = Set.of("jwt", "application/jwt", "client-authentication+jwt");

    /** The same for a token that isn't an assertion. */
    private static final Set<String> TOKEN_TYPES = Set.of("jwt", "application/jwt");

    private static final int MAX_KID = 256;

    /**
     * Parameters that contain or refer to a key of the sender's choice (RFC 7515 sections 4.1.3 and 4.1.5). A
     * certificate chain ({@code x5c}), which some libraries always send, is allowed and ignored.
     */
    private static final Set<String> KEY_OF_THE_SENDER = Set.of("jwk", "x5u");

    private HeaderRules() {}

    /**
     * @param algorithm one that the client is registered for
     * @param kid the id of the key, not empty
     */
    record Accepted(SigningAlgorithm algorithm, String kid) {}

    static Accepted check(Assertion assertion, ClientSettings settings) throws Refusal {
        typeIsOneOf(TYPES, assertion);
        return check(assertion, settings, settings.algorithms());
    }

    /**
     * Checks the header of another token that the client signs. It isn't made for client authentication, so its kind
     * decides which algorithms are allowed.
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

    /** Media types are compared case-insensitively (RFC 7515 section 4.1.9). A value that isn't a string is refused. */
    private static void typeIsOneOf(Set<String> types, Assertion assertion) throws Refusal {
        if (assertion.header().has("typ")
                && !types.contains(assertion.headerText("typ").orElse("").toLowerCase(Locale.ROOT))) {
            throw Refusal.assertion("typ is not JWT");
        }
    }

    /** The pack understands no extensions, so none may be critical (RFC 7515 section 4.1.11). */
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

    /** Compared as a string before anything is fetched: no other URL is ever contacted. */
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
