/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.function.Predicate;

/**
 * The SMART capabilities that the pack has, and when a realm has them. A new one is a new constant here. Only strings of
 * the IG: bare strings are reserved for it (SMART-DISC-8).
 */
enum Capability {
    /** A client secret in the header or the body. */
    CLIENT_CONFIDENTIAL_SYMMETRIC("client-confidential-symmetric", RealmFacts::clientSecret),
    /**
     * SMART signed JWT. Keycloak's own {@code client-jwt} is none: it refuses assertions that SMART calls valid.
     */
    CLIENT_CONFIDENTIAL_ASYMMETRIC("client-confidential-asymmetric", RealmFacts::signedJwt),
    /** {@code system/*.read}. */
    PERMISSION_V1("permission-v1", RealmFacts::grantsByRule),
    /** {@code system/Observation.rs?category=laboratory}. */
    PERMISSION_V2("permission-v2", RealmFacts::grantsByRule);

    private final String value;
    private final Predicate<RealmFacts> condition;

    Capability(String value, Predicate<RealmFacts> condition) {
        this.value = value;
        this.condition = condition;
    }

    /** The string of the IG. */
    String value() {
        return value;
    }

    boolean isTrueOf(RealmFacts realm) {
        return condition.test(realm);
    }
}
