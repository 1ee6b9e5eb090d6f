/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {

    private record Example(String type, Set<String> patients, Map<String, String> values) implements Target {
        @Override
        public String reference() {
            return type + "/" + values.get("id");
        }

        @Override
        public boolean meets(Restriction restriction) {
            return restriction.value().equals(values.get(restriction.name()));
        }
    }

    private static final Example LAB =
            new Example("Observation", Set.of("pat-1"), Map.of("category", "laboratory", "code", "718-7"));
    private static final Example VITAL = new Example("Observation", Set.of("pat-2"), Map.of("category", "vital-signs"));
    private static final Example PRACTITIONER = new Example("Practitioner", Set.of(), Map.of());

    private static Access access(String scopes, Sight patient, Sight user) {
        return new Access(
                ScopeReader.readAll(scopes),
                patient,
                user,
                (type, item) -> Set.of("category", "code").contains(item.name()) && type.equals("Observation"),
                "RelatedPerson/rel-1",
                List.of(scopes.split(" ")).contains("fhirUser"));
    }

    @Test
    @DisplayName("SMART-SCOPE-46: the granted scope fhirUser lets the user read the one resource that is the user")
    void fhirUser() {
        Example self = new Example("RelatedPerson", Set.of(), Map.of("id", "rel-1"));
        Example other = new Example("RelatedPerson", Set.of(), Map.of("id", "rel-2"));
        Access granted = access("openid fhirUser patient/Observation.rs", Sight.nothing(), Sight.nothing());
        assertThat(granted.mayEver(Interaction.READ, "RelatedPerson")).isTrue();
        assertThat(granted.allows(Interaction.READ, self)).isTrue();
        assertThat(granted.allows(Interaction.READ, other)).isFalse();
        assertThat(granted.allows(Interaction.UPDATE, self)).isFalse();
        assertThat(granted.mayEver(Interaction.SEARCH, "RelatedPerson")).isFalse();
        assertThat(granted.mayEver(Interaction.READ, "Practitioner")).isFalse();
        assertThat(access("openid", Sight.nothing(), Sight.nothing()).allows(Interaction.READ, self))
                .isFalse();
    }

    @Test
    @DisplayName("a user may read the one resource that is the user, with a user scope, and nothing else of its kind")
    void self() {
        Example self = new Example("RelatedPerson", Set.of(), Map.of("id", "rel-1"));
        Example other = new Example("RelatedPerson", Set.of(), Map.of("id", "rel-2"));
        Access user = access("user/RelatedPerson.rs", Sight.nothing(), Sight.nothing());
        assertThat(user.mayEver(Interaction.READ, "RelatedPerson")).isTrue();
        assertThat(user.allows(Interaction.READ, self)).isTrue();
        assertThat(user.allows(Interaction.READ, other)).isFalse();
        assertThat(user.allows(Interaction.SEARCH, self)).isFalse();
        assertThat(user.mayEver(Interaction.SEARCH, "RelatedPerson")).isFalse();
        for (String scopes : List.of("patient/RelatedPerson.rs", "user/Patient.rs", "user/RelatedPerson.cuds")) {
            assertThat(access(scopes, Sight.nothing(), Sight.nothing()).allows(Interaction.READ, self))
                    .as(scopes)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("who sees several patients sees what is about them, and not what is about somebody else too")
    void severalPatients() {
        Sight sight = new Sight.Patients(Set.of("pat-1", "pat-2"));
        assertThat(sight.reaches(Set.of("pat-2"))).isTrue();
        assertThat(sight.reaches(Set.of("pat-1", "pat-2"))).isTrue();
        assertThat(sight.reaches(Set.of("pat-1", "pat-3"))).isFalse();
        assertThat(sight.reaches(Set.of())).isFalse();
        assertThat(new Sight.Patients(Set.of()).reaches(Set.of("pat-1"))).isFalse();
    }

    private static Access system(String scopes) {
        return access(scopes, Sight.nothing(), Sight.nothing());
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-4 SMART-SCOPE-6 SMART-SCOPE-20 what system scopes allow")
    @CsvSource({
        "system/*.rs,                                                              READ, true, true",
        "system/*.rs,                                                              DELETE, false, false",
        "system/Patient.rs,                                                        READ, false, false",
        "system/Observation.s,                                                     READ, false, false",
        "system/Observation.rs?category=laboratory,                                READ, true, false",
        "system/Observation.rs?category=laboratory,                                CREATE, false, false",
        "system/*.rs?category=laboratory,                                          READ, true, false",
        "system/Observation.rs?category=laboratory&code=718-7,                     READ, true, false",
        "system/Observation.rs?category=laboratory&code=other,                     READ, false, false",
        "system/Observation.r?category=laboratory system/Observation.r?category=vital-signs, READ, true, true",
        "system/Observation.rs?category=laboratory system/Observation.c,           CREATE, true, true",
        "'',                                                                       READ, false, false",
    })
    void decides(String scopes, Interaction interaction, boolean laboratory, boolean vitalSigns) {
        assertThat(system(scopes).allows(interaction, LAB)).isEqualTo(laboratory);
        assertThat(system(scopes).allows(interaction, VITAL)).isEqualTo(vitalSigns);
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-21 SMART-SCOPE-22 a restriction that is not known makes its scope useless, never wider")
    @CsvSource({
        "system/Observation.rs?category:in=laboratory",
        "system/Observation.rs?category=laboratory&colour=red",
        "system/Observation.rs?patient.birthdate=1990",
        "system/Observation.rs?_filter=x",
    })
    void unknownRestrictionsGrantNothing(String scopes) {
        assertThat(system(scopes).mayEver(Interaction.READ, "Observation")).isFalse();
        assertThat(system(scopes).allows(Interaction.READ, LAB)).isFalse();
        assertThat(system(scopes).mayKnowAbsence(Interaction.READ, "Observation"))
                .isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-20 who is limited to a part of the resources can't tell a foreign one from none")
    void absence() {
        assertThat(system("system/Observation.rs").mayKnowAbsence(Interaction.READ, "Observation"))
                .isTrue();
        assertThat(system("system/Observation.rs?category=laboratory").mayKnowAbsence(Interaction.READ, "Observation"))
                .isFalse();
        assertThat(system("system/Observation.rs system/Observation.r?category=laboratory")
                        .mayKnowAbsence(Interaction.READ, "Observation"))
                .isTrue();
    }

    @Test
    @DisplayName("SMART-SCOPE-43 patient scopes reach the patient in context and nobody else")
    void patientScopes() {
        Access access = access("patient/*.rs", new Sight.OnePatient("pat-1"), Sight.nothing());
        assertThat(access.allows(Interaction.READ, LAB)).isTrue();
        assertThat(access.allows(Interaction.READ, VITAL)).isFalse();
        assertThat(access.allows(Interaction.READ, PRACTITIONER)).isFalse();
        assertThat(access.mayKnowAbsence(Interaction.READ, "Observation")).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-43 without a patient in the token, patient scopes give nothing")
    void patientScopesWithoutContext() {
        Access access = system("patient/*.cruds user/*.cruds");
        for (Interaction interaction : Interaction.values()) {
            assertThat(access.mayEver(interaction, "Observation")).isFalse();
            assertThat(access.allows(interaction, LAB)).isFalse();
            assertThat(access.allows(interaction, PRACTITIONER)).isFalse();
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-8 levels don't lend each other their sight")
    void levelsStayApart() {
        Access access = access(
                "patient/Observation.rs user/Practitioner.rs", new Sight.OnePatient("pat-1"), new Sight.Everything());
        assertThat(access.allows(Interaction.READ, LAB)).isTrue();
        assertThat(access.allows(Interaction.READ, VITAL)).isFalse();
        assertThat(access.allows(Interaction.READ, PRACTITIONER)).isTrue();
    }

    @Test
    @DisplayName("a resource about two patients is in nobody's single record")
    void twoPatients() {
        Access access = access("patient/*.rs", new Sight.OnePatient("pat-1"), Sight.nothing());
        assertThat(access.allows(Interaction.READ, new Example("Observation", Set.of("pat-1", "pat-2"), Map.of())))
                .isFalse();
    }
}
