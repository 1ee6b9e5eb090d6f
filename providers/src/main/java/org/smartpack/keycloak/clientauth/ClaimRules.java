/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.OptionalLong;
import java.util.Set;

import org.smartpack.keycloak.error.Refusal;

/**
 * The rules for the claims of an assertion (RFC 7523 section 3, SMART App Launch 2.2.0), in the order of the clauses.
 */
final class ClaimRules {

    /** The tolerated clock difference in seconds. */
    static final int SKEW = 15;

    private static final int MAX_JTI = 512;

    private final String clientId;
    private final Set<String> audiences;
    private final int maxLife;
    private final long now;

    /**
     * @param clientId the client that the assertion must be about
     * @param audiences every value that {@code aud} may have
     * @param maxLife how far {@code exp} may be in the future, in seconds
     * @param now seconds since 1970
     */
    ClaimRules(String clientId, Set<String> audiences, int maxLife, long now) {
        this.clientId = clientId;
        this.audiences = audiences;
        this.maxLife = maxLife;
        this.now = now;
    }

    /**
     * @param jti the assertion's id, unique per issuer
     * @param validity determines how long another assertion with this id must be refused
     */
    record Accepted(String jti, Validity validity) {}

    Accepted check(Assertion assertion) throws Refusal {
        issuerAndSubjectAreTheClient(assertion);
        everyAudienceIsHere(assertion);
        long expiry = expiry(assertion);
        notInTheFuture(assertion, "nbf");
        return new Accepted(jti(assertion), new Validity(notInTheFuture(assertion, "iat"), expiry));
    }

    private void issuerAndSubjectAreTheClient(Assertion assertion) throws Refusal {
        if (!clientId.equals(assertion.claimText("sub").orElse(""))
                || !clientId.equals(assertion.claimText("iss").orElse(""))) {
            throw Refusal.assertion("iss and sub are not both the client_id");
        }
    }

    /** Every audience must be here: whoever runs another recipient of the assertion could replay it. */
    private void everyAudienceIsHere(Assertion assertion) throws Refusal {
        var audience = assertion.audience();
        if (audience.isEmpty() || !audiences.containsAll(audience)) {
            throw Refusal.assertion("aud is missing or has a value that isn't accepted here");
        }
    }

    /** The lifetime counts from now and not from {@code iat}, which the client could set at will or omit. */
    private long expiry(Assertion assertion) throws Refusal {
        OptionalLong exp = assertion.date("exp");
        if (exp.isEmpty()) {
            throw Refusal.assertion("exp is missing");
        }
        if (exp.getAsLong() + SKEW <= now) {
            throw Refusal.assertion("the assertion has expired");
        }
        if (exp.getAsLong() > now + maxLife + SKEW) {
            throw Refusal.assertion("exp is more than " + maxLife + " seconds ahead");
        }
        return exp.getAsLong();
    }

    private OptionalLong notInTheFuture(Assertion assertion, String claim) throws Refusal {
        OptionalLong date = assertion.date(claim);
        if (date.isPresent() && date.getAsLong() > now + SKEW) {
            throw Refusal.assertion(claim + " is in the future");
        }
        return date;
    }

    private static String jti(Assertion assertion) throws Refusal {
        String jti = assertion.claimText("jti").orElse("");
        if (jti.isBlank() || jti.length() > MAX_JTI) {
            throw Refusal.assertion("jti is missing or longer than " + MAX_JTI + " characters");
        }
        return jti;
    }
}
