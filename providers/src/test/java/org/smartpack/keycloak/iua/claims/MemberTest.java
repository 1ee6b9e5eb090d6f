/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MemberTest {

    @ParameterizedTest
    @CsvSource({
        "SUBJECT_ORGANIZATION, Central Hospital",
        "SUBJECT_ORGANIZATION_ID, urn:oid:1.2.3",
        "SUBJECT_ORGANIZATION_ID, https://hospital.example.org/id",
        "HOME_COMMUNITY_ID, urn:oid:2.16.840.1.113883.0",
        "SUBJECT_ROLE, http://terminology.hl7.org/CodeSystem/practitioner-role|doctor",
        "PURPOSE_OF_USE, urn:oid:2.16.840.1.113883.1.11.20448|TREAT|treatment of a patient",
        "DOC_ID, urn:uuid:7c8b1a3e-5c1f-4c1a-9a5f-0d2f6f1c2b3a",
        "ACP, urn:oid:1.2.3",
        "PERSON_ID, 123^^^&1.2.3&ISO"
    })
    @DisplayName("IUA-JWT-3, 4: values of the right form are accepted")
    void right(Member member, String value) {
        assertThat(member.accepts(value)).isTrue();
        assertThat(member.value(List.of(value))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJECT_ORGANIZATION, ' '",
        "SUBJECT_ORGANIZATION_ID, 1.2.3",
        "SUBJECT_ORGANIZATION_ID, urn:oid:3.1",
        "SUBJECT_ORGANIZATION_ID, urn:oid:1.02",
        "SUBJECT_ORGANIZATION_ID, ftp://hospital.example.org",
        "HOME_COMMUNITY_ID, https://hospital.example.org",
        "SUBJECT_ROLE, doctor",
        "SUBJECT_ROLE, |doctor",
        "SUBJECT_ROLE, http://example.org/roles|",
        "PURPOSE_OF_USE, http://example.org/purposes|TWO  SPACES",
        "PURPOSE_OF_USE, purposes|TREAT",
        "DOC_ID, document",
        "ACP, urn:x"
    })
    @DisplayName("IUA-JWT-3, 4: values of another form aren't, and never get into a token")
    void wrong(Member member, String value) {
        assertThat(member.accepts(value)).isFalse();
        assertThat(member.value(List.of(value))).isEmpty();
    }

    @Test
    @DisplayName("IUA-JWT-3: lists are of Codings, one value is a string, and of several nothing is chosen")
    void values() {
        assertThat(Member.SUBJECT_ROLE.value(List.of("http://example.org|a", "http://example.org|b|B")))
                .contains(List.of(
                        Map.of("system", "http://example.org", "code", "a"),
                        Map.of("system", "http://example.org", "code", "b", "display", "B")));
        assertThat(Member.SUBJECT_ROLE.value(List.of("http://example.org|a", "b")))
                .isEmpty();
        assertThat(Member.PERSON_ID.value(List.of("1"))).contains("1");
        assertThat(Member.PERSON_ID.value(List.of("1", "2"))).isEmpty();
        assertThat(Member.PERSON_ID.value(List.of())).isEmpty();
    }
}
