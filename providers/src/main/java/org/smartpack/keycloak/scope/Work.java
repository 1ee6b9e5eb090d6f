/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * The cost of a decision about scopes, in steps: one for each comparison of two restrictions, values or scopes, and one
 * for each character of a new scope. Anybody can send requests, so a decision that takes too many steps is abandoned.
 */
public interface Work {

    /** Without a limit, for input that doesn't come from requests. */
    Work UNLIMITED = steps -> {};

    /** The steps for one request: a few hundredths of a second, and far more than a genuine request takes. */
    long LIMIT = 1_000_000;

    /**
     * Counts steps before they are taken.
     *
     * @throws TooMuch if the limit is exceeded
     */
    void spend(long steps);

    /** A counter for one request, which ends at {@link #LIMIT}. Not thread-safe. */
    static Work limited() {
        return limitedTo(LIMIT);
    }

    /** A counter that ends at this number of steps. Not thread-safe. */
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

    /** The limit was exceeded, and the decision was abandoned. */
    final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("the scopes overlap in too many ways", null, false, false);
        }
    }
}
