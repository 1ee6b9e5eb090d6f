/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RowsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Optional<PatientRow> patient(String members, String system) {
        return PatientRow.of(json("{'id':'pat-1'" + members + "}"), system, TODAY, Locale.ENGLISH);
    }

    private static PatientRow patient(String members) {
        return patient(members, "").orElseThrow();
    }

    @Test
    @DisplayName("SMART-LAUNCH-5 a patient is shown with name, birth date and age, gender and record number")
    void patient() {
        assertThat(patient(",'active':true,'name':[{'use':'official','given':['Alice','Beth'],'family':'Archer'}],"
                        + "'birthDate':'1984-02-11','gender':'female','identifier':[{'value':'4711'}]"))
                .isEqualTo(new PatientRow("pat-1", "Alice Beth Archer", "February 11, 1984", "42", "female", "4711"));
    }

    @Test
    @DisplayName("a patient of whom nothing else is known is shown all the same")
    void emptyPatient() {
        assertThat(patient("")).isEqualTo(new PatientRow("pat-1", "", "", "", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "'true'", "null", "0"})
    @DisplayName("a record that isn't in use isn't shown")
    void inactive(String active) {
        assertThat(patient(",'active':" + active, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[{''use'':''old'',''text'':''A''},{''text'':''B''}]', B",
        "'[{''use'':''official'',''text'':''A''},{''use'':''usual'',''text'':''B''}]', B",
        "'[{''use'':''old'',''text'':''A''}]', A",
        "'[{''family'':7,''given'':''x''}]', ''",
        "'{}', ''"
    })
    @DisplayName("the name that is in use now is shown")
    void names(String names, String shown) {
        assertThat(patient(",'name':" + names).name()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1984-02, 1984-02, ''", "1984, 1984, ''", "2026-11-27, 'November 27, 2026', ''", "x<b>, x<b>, ''"})
    @DisplayName("a birth date that isn't known to the day has no age")
    void partialBirthDates(String birthDate, String shown, String age) {
        PatientRow row = patient(",'birthDate':'" + birthDate + "'");
        assertThat(row.birthDate()).isEqualTo(shown);
        assertThat(row.age()).isEqualTo(age);
    }

    @Test
    @DisplayName(
            "the record number is that of the realm's system, and an old one only where the realm names the system")
    void numbers() {
        String identifiers = ",'identifier':[{'use':'old','system':'urn:a','value':'1'},{'system':'urn:b','value':'2'},"
                + "{'system':'urn:c','value':'3'}]";
        assertThat(patient(identifiers).number()).isEqualTo("2");
        assertThat(patient(identifiers, "urn:c").orElseThrow().number()).isEqualTo("3");
        assertThat(patient(identifiers, "urn:d").orElseThrow().number()).isEmpty();
    }

    @Test
    @DisplayName("attack 35: text of a FHIR server is one short line without marks that hide or turn letters")
    void hostileText() {
        PatientRow row =
                patient(",'gender':'<script>','name':[{'text':'\\u202Eecila\\u202C\\u0000\\n\\tA\\u200Bb \\uD800 "
                        + "<script>'}],'identifier':[{'value':'" + "9".repeat(500) + "'}]");
        assertThat(row.name()).isEqualTo("ecila  Ab  <script>");
        assertThat(row.gender()).isEmpty();
        assertThat(row.number()).hasSize(100);
    }

    @Test
    @DisplayName("SMART-LAUNCH-5 current encounters come first, then the latest; cancelled ones aren't shown")
    void encounters() {
        List<String> shown = Stream.of(
                        "{'id':'a','status':'finished','period':{'start':'2026-01-01T10:00:00Z'}}",
                        "{'id':'b','status':'in-progress','period':{'start':'2025-01-01'},'class':{'display':'inpatient'}}",
                        "{'id':'c','status':'finished','period':{'start':'2026-05-01','end':'2026-05-02'}}",
                        "{'id':'d','status':'cancelled'}",
                        "{'id':'e','status':'entered-in-error'}",
                        "{'id':'f'}")
                .map(RowsTest::json)
                .flatMap(encounter -> EncounterRow.of(encounter).stream())
                .sorted(EncounterRow.ORDER)
                .map(row -> row.id() + " " + row.title() + " " + row.start())
                .toList();
        assertThat(shown).containsExactly("b inpatient 2025-01-01", "c  2026-05-01", "a  2026-01-01", "f  ");
        EncounterRow row = new EncounterRow("g", "", "2026-05-01", "2026-05", false).in(Locale.GERMAN);
        assertThat(row.start()).isEqualTo("1. Mai 2026");
        assertThat(row.end()).isEqualTo("2026-05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11-2-1984", "1984-13", "1984-02-32", "84", "1984-02-11T10:00", "ge1984", "born"})
    @DisplayName("SMART-LAUNCH-5 what is no date of birth isn't sent to the FHIR server")
    void noDate(String date) {
        assertThat(new Search("", date, "").hasDate()).isFalse();
        for (String right : List.of("", "1984", "1984-02", "1984-02-11")) {
            assertThat(new Search("", right, "").hasDate()).as(right).isTrue();
        }
    }

    @Test
    @DisplayName("a search asks for every part of a name, and for a record number within the realm's system")
    void search() {
        assertThat(new Search("Alice  Archer", "1984-02-11", "47|11").query("urn:mrn"))
                .hasToString(
                        "Patient?_count=10&name=Alice&name=Archer&birthdate=1984-02-11&identifier=urn%3Amrn%7C47%5C%7C11");
        assertThat(Search.ALL.query("")).hasToString("Patient?_count=10");
    }
}
