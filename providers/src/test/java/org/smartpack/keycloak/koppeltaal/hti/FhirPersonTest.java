/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FhirPersonTest {

    private static final String BASE = "https://fhir.example/r4";

    private static FhirPerson person(String json) throws Exception {
        return new FhirPerson((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "{},true",
        "{'active':true},true",
        "{'active':false},false",
        "{'active':'true'},false",
        "{'active':null},false"
    })
    @DisplayName("KT-AUTHZ-4: active unless the resource says something else")
    void active(String json, boolean active) throws Exception {
        assertThat(person(json.replace('\'', '"')).isActive()).isEqualTo(active);
    }

    @Test
    @DisplayName("KT-AUTHZ-4: one of the identifiers, system and value to the letter")
    void identifier() throws Exception {
        FhirPerson person = person("{'identifier':[{'system':'urn:other','value':'a@b'},{'value':'c'},"
                + "{'system':'urn:mail','value':'a@b'},{'system':'urn:old','value':'o','use':'old'}]}");
        assertThat(person.hasIdentifier("urn:mail", "a@b")).isTrue();
        assertThat(person.hasIdentifier("urn:mail", "A@b")).isFalse();
        assertThat(person.hasIdentifier("urn:mail", "a@b ")).isFalse();
        assertThat(person.hasIdentifier("urn:MAIL", "a@b")).isFalse();
        assertThat(person.hasIdentifier("urn:mail", "c")).isFalse();
        assertThat(person.hasIdentifier("", "c")).isFalse();
        assertThat(person.hasIdentifier("urn:mail", "")).isFalse();
        assertThat(person.hasIdentifier("urn:old", "o")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'identifier':null}",
                "{'identifier':'a'}",
                "{'identifier':[1,'a',[],{}]}",
                "{'identifier':{'system':1,'value':2}}"
            })
    @DisplayName("KT-AUTHZ-4: a resource without identifiers is nobody's")
    void noIdentifier(String json) throws Exception {
        assertThat(person(json).hasIdentifier("1", "2")).isFalse();
        assertThat(person(json).hasIdentifier("", "")).isFalse();
    }

    @Test
    @DisplayName("KT-AUTHZ-5: RelatedPerson.patient, relative or at the domain's own FHIR service")
    void related() throws Exception {
        for (String reference : new String[] {"Patient/p", BASE + "/Patient/p"}) {
            FhirPerson person = person("{'patient':{'reference':'" + reference + "'}}");
            assertThat(person.isRelatedTo("Patient/p", BASE)).isTrue();
            assertThat(person.isRelatedTo("Patient/q", BASE)).isFalse();
            assertThat(person.isRelatedTo("", BASE)).isFalse();
            assertThat(person.isRelatedTo(null, BASE)).isFalse();
            assertThat(person.isRelatedTo(Map.of(), BASE)).isFalse();
            assertThat(person.isRelatedTo(Optional.of("Patient/p"), BASE)).isFalse();
        }
        for (String json : new String[] {
            "{}",
            "{'patient':'Patient/p'}",
            "{'patient':{}}",
            "{'patient':{'reference':'https://evil.example/Patient/p'}}",
            "{'patient':{'identifier':{'value':'Patient/p'}}}"
        }) {
            assertThat(person(json).isRelatedTo("Patient/p", BASE)).as(json).isFalse();
            assertThat(person(json).isRelatedTo("", BASE)).as(json).isFalse();
        }
    }
}
