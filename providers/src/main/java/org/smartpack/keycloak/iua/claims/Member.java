/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.smartpack.keycloak.iua.realm.Oid;

/**
 * A member of {@code ihe_iua} or {@code ihe_bppc}, with its form (IUA-JWT-3, IUA-JWT-4). A value of another form never
 * gets into a token.
 */
enum Member {
    SUBJECT_ORGANIZATION("subject_organization", Member::isText, "must be a text of up to 255 characters"),
    SUBJECT_ORGANIZATION_ID(
            "subject_organization_id", Uri::isUrlOrOid, "must be a URL or an OID such as urn:oid:2.16.840.1"),
    SUBJECT_ROLE("subject_role", Member::isCoding, Member.CODING),
    PURPOSE_OF_USE("purpose_of_use", Member::isCoding, Member.CODING),
    HOME_COMMUNITY_ID("home_community_id", Oid::isUrn, "must be an OID such as urn:oid:2.16.840.1"),
    NATIONAL_PROVIDER_IDENTIFIER(
            "national_provider_identifier", Member::isText, "must be a text of up to 255 characters"),
    PERSON_ID("person_id", Member::isText, "must be a text of up to 255 characters"),
    DOC_ID("doc_id", Uri::isUrlOrUrn, "must be a URL or a URN"),
    ACP("acp", Uri::isUrlOrUrn, "must be a URL or a URN");

    private static final String CODING = "must be written as system|code or system|code|display";
    private static final int MAX_LENGTH = 255;

    private final String claim;
    private final Predicate<String> form;
    private final String rule;

    Member(String claim, Predicate<String> form, String rule) {
        this.claim = claim;
        this.form = form;
        this.rule = rule;
    }

    /** Its name in the token. */
    String claim() {
        return claim;
    }

    /** The user attribute that an administrator writes it into. */
    String attribute() {
        return "iua_" + claim;
    }

    /** Completes a sentence that begins with the name. */
    String rule() {
        return rule;
    }

    boolean accepts(String value) {
        return form.test(value);
    }

    /** Whether it can have several values. */
    boolean isList() {
        return this == SUBJECT_ROLE || this == PURPOSE_OF_USE;
    }

    /**
     * Whether a client's settings can say it. Who a person is, only the user's own attributes say: whoever manages a
     * client could make its tokens name another person.
     */
    boolean isSetting() {
        return this != NATIONAL_PROVIDER_IDENTIFIER && this != PERSON_ID;
    }

    boolean acceptsSetting(String value) {
        return isSetting() && accepts(value);
    }

    /** As {@link #rule}, for a client's settings. */
    String settingRule() {
        return isSetting() ? rule : "must be an attribute of the user, not a setting";
    }

    /** The value for the token; empty if there is none, if one has a wrong form, and if there are too many. */
    Optional<Object> value(List<String> values) {
        if (values.isEmpty() || !values.stream().allMatch(form)) {
            return Optional.empty();
        }
        if (isList()) {
            return Optional.of(values.stream()
                    .map(Coding::parse)
                    .flatMap(Optional::stream)
                    .map(Coding::toClaim)
                    .toList());
        }
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static boolean isText(String value) {
        return !value.isBlank() && value.length() <= MAX_LENGTH && value.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isCoding(String value) {
        return Coding.parse(value).isPresent();
    }
}
