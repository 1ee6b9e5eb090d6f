/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the header of an assertion must and must not say (SMART App Launch 2.2.0, "Client Authentication: Asymmetric"),
 * checked before any key is looked for.
 */
final class HeaderRules {

    private static final String JWT = "JWT";
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

    static Accepted check(Assertion assertion, ClientSettings settings) throws AssertionRefused {
        typeIsJwt(assertion.headerText("typ").orElse(""));
        return check(assertion, settings, settings.algorithms());
    }

    /**
     * The same for another token that the client signs. It needn't say that it is a JWT, and which algorithms are right
     * is a matter of what kind of token it is.
     */
    static Accepted checkToken(Assertion token, ClientSettings settings) throws AssertionRefused {
        typeIsJwt(token.headerText("typ").orElse(JWT));
        return check(token, settings, EnumSet.allOf(SigningAlgorithm.class));
    }

    private static Accepted check(Assertion assertion, ClientSettings settings, Set<SigningAlgorithm> allowed)
            throws AssertionRefused {
        nothingCritical(assertion);
        noKeyOfTheSender(assertion);
        keyUrlIsTheRegisteredOne(assertion, settings);
        return new Accepted(algorithm(assertion, allowed), kid(assertion));
    }

    /** {@code typ} is JWT; media type names are compared without regard to case (RFC 7519 section 5.1). */
    private static void typeIsJwt(String type) throws AssertionRefused {
        if (!JWT.equalsIgnoreCase(type)) {
            throw new AssertionRefused("typ is not JWT");
        }
    }

    /** The pack understands no extension, so whatever is critical isn't understood (RFC 7515 section 4.1.11). */
    private static void nothingCritical(Assertion assertion) throws AssertionRefused {
        if (assertion.header().has("crit") || assertion.header().has("b64")) {
            throw new AssertionRefused("the header has a critical extension");
        }
    }

    private static void noKeyOfTheSender(Assertion assertion) throws AssertionRefused {
        for (String parameter : KEY_OF_THE_SENDER) {
            if (assertion.header().has(parameter)) {
                throw new AssertionRefused("the header has " + parameter);
            }
        }
    }

    /** Compared as a string, before anything is fetched: another URL is never asked. */
    private static void keyUrlIsTheRegisteredOne(Assertion assertion, ClientSettings settings) throws AssertionRefused {
        var jku = assertion.headerText("jku");
        if (jku.isPresent() && !jku.equals(settings.registeredJwksUrl())) {
            throw new AssertionRefused("jku is not the registered JWKS URL");
        }
    }

    private static SigningAlgorithm algorithm(Assertion assertion, Set<SigningAlgorithm> allowed)
            throws AssertionRefused {
        SigningAlgorithm algorithm = SigningAlgorithm.named(
                        assertion.headerText("alg").orElse(""))
                .orElseThrow(() -> new AssertionRefused("alg is not a known asymmetric algorithm"));
        if (!allowed.contains(algorithm)) {
            throw new AssertionRefused("the client isn't registered for alg " + algorithm);
        }
        return algorithm;
    }

    private static String kid(Assertion assertion) throws AssertionRefused {
        String kid = assertion.headerText("kid").orElse("");
        if (kid.isEmpty() || kid.length() > MAX_KID) {
            throw new AssertionRefused("kid is missing or too long");
        }
        return kid;
    }
}
