/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.function.Predicate;

/**
 * The SMART capabilities that the pack supports, and when a realm has them. Only the IG's own strings are allowed,
 * because bare strings are reserved for it (SMART-DISC-8).
 */
enum Capability {
    /** An EHR opens an app with a launch context. */
    LAUNCH_EHR("launch-ehr", RealmFacts::launches),
    /** A user opens an app, and chooses the patient. */
    LAUNCH_STANDALONE("launch-standalone", RealmFacts::letsUsersChoose),
    /** The authorization request as a form. */
    AUTHORIZE_POST("authorize-post", RealmFacts::launches),
    /** Apps without a secret, with PKCE. */
    CLIENT_PUBLIC("client-public", RealmFacts::launches),
    /** A client secret in the header or the body. */
    CLIENT_CONFIDENTIAL_SYMMETRIC("client-confidential-symmetric", RealmFacts::clientSecret),
    /**
     * SMART signed JWT. Keycloak's own {@code client-jwt} doesn't qualify, because it refuses assertions that are valid
     * in SMART.
     */
    CLIENT_CONFIDENTIAL_ASYMMETRIC("client-confidential-asymmetric", RealmFacts::signedJwt),
    /** An id_token with {@code fhirUser}. */
    SSO_OPENID_CONNECT("sso-openid-connect", RealmFacts::launches),
    /** {@code need_patient_banner}. */
    CONTEXT_BANNER("context-banner", RealmFacts::launches),
    /** {@code smart_style_url}. */
    CONTEXT_STYLE("context-style", RealmFacts::launches),
    /** {@code patient} in an EHR launch. */
    CONTEXT_EHR_PATIENT("context-ehr-patient", RealmFacts::launches),
    /** {@code encounter} in an EHR launch. */
    CONTEXT_EHR_ENCOUNTER("context-ehr-encounter", RealmFacts::launches),
    /** {@code patient} in a standalone launch. */
    CONTEXT_STANDALONE_PATIENT("context-standalone-patient", RealmFacts::letsUsersChoose),
    /** {@code encounter} in a standalone launch. */
    CONTEXT_STANDALONE_ENCOUNTER("context-standalone-encounter", RealmFacts::letsUsersChoose),
    /** {@code offline_access}. */
    PERMISSION_OFFLINE("permission-offline", RealmFacts::offersOfflineAccess),
    /** {@code online_access}. */
    PERMISSION_ONLINE("permission-online", RealmFacts::offersOnlineAccess),
    /** {@code patient/}. */
    PERMISSION_PATIENT("permission-patient", RealmFacts::launches),
    /** {@code user/}. */
    PERMISSION_USER("permission-user", RealmFacts::launches),
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
