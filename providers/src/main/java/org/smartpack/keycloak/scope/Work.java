/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * What a decision about scopes costs, counted in steps: one for two restrictions, values or scopes that are compared,
 * one for a character of a scope that is made. Requests come from anybody, so a decision that takes too many steps is
 * given up rather than finished.
 */
public interface Work {

    /** For what nobody outside chooses. */
    Work UNLIMITED = steps -> {};

    /** Steps for one request: some hundredths of a second, and far more than a genuine one takes. */
    long LIMIT = 1_000_000;

    /**
     * Counts steps that are about to be taken.
     *
     * @throws TooMuch if they are too many
     */
    void spend(long steps);

    /** A counter for one request, which ends at {@link #LIMIT}. Not for several threads. */
    static Work limited() {
        return limitedTo(LIMIT);
    }

    /** A counter that ends at this number of steps. */
    static Work limitedTo(long limit) {
        return new Work() {
            private long done;

            @Override
            public void spend(long steps) {
                done += steps;
                if (done > limit) {
                    throw new TooMuch();
                }
            }
        };
    }

    /** A decision was given up. */
    final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("the scopes overlap in too many ways", null, false, false);
        }
    }
}
