/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.OptionalLong;
import java.util.Set;

/** What the claims of an assertion must say (RFC 7523 section 3, SMART App Launch 2.2.0), in the order of the clauses. */
final class ClaimRules {

    /** Difference of clocks that is put up with, in seconds. */
    static final int SKEW = 15;

    private static final int MAX_JTI = 512;

    private final String clientId;
    private final Set<String> audiences;
    private final int maxLife;
    private final long now;

    /**
     * @param clientId the client that the assertion must be about
     * @param audiences every value that {@code aud} may have
     * @param maxLife seconds that {@code exp} may be ahead
     * @param now seconds since 1970
     */
    ClaimRules(String clientId, Set<String> audiences, int maxLife, long now) {
        this.clientId = clientId;
        this.audiences = audiences;
        this.maxLife = maxLife;
        this.now = now;
    }

    /**
     * @param jti the assertion's id
     * @param validity how long another assertion with this id must be refused follows from it
     */
    record Accepted(String jti, Validity validity) {}

    Accepted check(Assertion assertion) throws AssertionRefused {
        issuerAndSubjectAreTheClient(assertion);
        everyAudienceIsHere(assertion);
        long expiry = expiry(assertion);
        notInTheFuture(assertion, "nbf");
        return new Accepted(jti(assertion), new Validity(notInTheFuture(assertion, "iat"), expiry));
    }

    private void issuerAndSubjectAreTheClient(Assertion assertion) throws AssertionRefused {
        if (!clientId.equals(assertion.claimText("sub").orElse(""))
                || !clientId.equals(assertion.claimText("iss").orElse(""))) {
            throw new AssertionRefused("iss and sub are not both the client_id");
        }
    }

    /** Every one: an assertion that is good elsewhere too could be replayed by whoever runs that other place. */
    private void everyAudienceIsHere(Assertion assertion) throws AssertionRefused {
        var audience = assertion.audience();
        if (audience.isEmpty() || !audiences.containsAll(audience)) {
            throw new AssertionRefused("aud is missing or has a value that isn't accepted here");
        }
    }

    /** Counted from now and not from {@code iat}, which the client could set as it likes or leave out. */
    private long expiry(Assertion assertion) throws AssertionRefused {
        OptionalLong exp = assertion.date("exp");
        if (exp.isEmpty()) {
            throw new AssertionRefused("exp is missing");
        }
        if (exp.getAsLong() + SKEW <= now) {
            throw new AssertionRefused("the assertion has expired");
        }
        if (exp.getAsLong() > now + maxLife + SKEW) {
            throw new AssertionRefused("exp is more than " + maxLife + " seconds ahead");
        }
        return exp.getAsLong();
    }

    private OptionalLong notInTheFuture(Assertion assertion, String claim) throws AssertionRefused {
        OptionalLong date = assertion.date(claim);
        if (date.isPresent() && date.getAsLong() > now + SKEW) {
            throw new AssertionRefused(claim + " is in the future");
        }
        return date;
    }

    private static String jti(Assertion assertion) throws AssertionRefused {
        String jti = assertion.claimText("jti").orElse("");
        if (jti.isBlank() || jti.length() > MAX_JTI) {
            throw new AssertionRefused("jti is missing or longer than " + MAX_JTI + " characters");
        }
        return jti;
    }
}
