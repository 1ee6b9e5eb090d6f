/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.NextPage;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.fhir.client.SearchQuery;
import org.smartpack.keycloak.fhir.client.SearchResult;

import static org.assertj.core.api.Assertions.assertThat;

class RelatedPatientsTest {

    private static final String BASE = "https://ehr.example.org/fhir";
    private static final FhirServer SERVER =
            new FhirServer(null, BASE, BASE, "keycloak", false, false, false, true, List.of());
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-26T20:00:30.5-05:00[America/New_York]");
    private static final FhirReference CAROL = new FhirReference("RelatedPerson", "rel-1");
    private static final FhirReference PERSON = new FhirReference("Person", "per-1");

    private final Map<String, ReadResult> resources = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long nanos;
    private long nanosOfARequest;

    private final FhirView view = new FhirView() {
        @Override
        public ReadResult read(FhirReference resource) {
            asked.add(resource.toString());
            nanos += nanosOfARequest;
            return resources.getOrDefault(resource.toString(), new ReadResult.NotFound());
        }

        @Override
        public SearchResult search(SearchQuery query) {
            throw new AssertionError("not searched for");
        }

        @Override
        public SearchResult search(String type, NextPage next) {
            throw new AssertionError("not searched for");
        }
    };

    private void has(String reference, String json) {
        try {
            resources.put(
                    reference, new ReadResult.Found((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'))));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Patients patients(FhirReference person) {
        return RelatedPatients.of(view, person, SERVER, NOW, () -> nanos);
    }

    private void assertRelated(FhirReference person, String... ids) {
        assertThat(patients(person)).isInstanceOfSatisfying(Patients.Related.class, related -> assertThat(related.ids())
                .containsExactlyInAnyOrder(ids));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient/pat-2", BASE + "/Patient/pat-2"})
    @DisplayName("SMART-LAUNCH-5 a related person has their patient, named relative to the server or in full")
    void relatedPerson(String patient) {
        has("RelatedPerson/rel-1", "{'patient':{'reference':'" + patient + "'}}");
        assertRelated(CAROL, "pat-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'patient':{}}",
                "{'patient':{'reference':'Practitioner/prac-1'}}",
                "{'patient':{'reference':'https://other.example.org/fhir/Patient/pat-2'}}",
                "{'patient':{'reference':'Patient/../pat-2'}}",
                "{'patient':{'reference':['Patient/pat-2']}}",
                "{'active':false,'patient':{'reference':'Patient/pat-2'}}",
                "{'active':'yes','patient':{'reference':'Patient/pat-2'}}",
                "{'active':null,'patient':{'reference':'Patient/pat-2'}}"
            })
    @DisplayName("SMART-LAUNCH-5 a relation that is over, or that can't be read, gives nobody")
    void noRelation(String resource) {
        has("RelatedPerson/rel-1", resource);
        assertRelated(CAROL);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', true",
        "'{''start'':''2026-11-26''}', true",
        "'{''start'':''2026-11-27''}', false",
        "'{''end'':''2026-11-26''}', true",
        "'{''end'':''2026-11-25''}', false",
        "'{''end'':''2026-11''}', true",
        "'{''end'':''2026-10''}', false",
        "'{''start'':''2026'',''end'':''2026''}', true",
        "'{''end'':''2025''}', false",
        // The day in New York, though it is the 27th in London by now.
        "'{''start'':''2026-11-26'',''end'':''2026-11-26''}', true",
        "'{''end'':''2026-11-26T08:00:00Z''}', false",
        "'{''end'':''2026-11-27T01:00:30Z''}', true",
        "'{''end'':''2026-11-27T01:00:29Z''}', false",
        "'{''start'':''2026-11-27T01:00:30.750Z''}', true",
        "'{''start'':''2026-11-27T01:00:31Z''}', false",
        "'{''start'':''2026-11-27T09:00:00+09:00'',''end'':''2026-11-26T21:00:00-05:00''}', true",
        "'{''end'':''2026-11-27T10:00:00''}', false",
        "'{''end'':''2026-11-27T99:00:00Z''}', false",
        "'{''end'':''tomorrow''}', false",
        "'{''end'':20270101}', false",
        "'{''end'':null}', false"
    })
    @DisplayName("SMART-LAUNCH-5 a relation counts within its period")
    void period(String period, boolean counts) {
        has("RelatedPerson/rel-1", "{'patient':{'reference':'Patient/pat-2'},'period':" + period + "}");
        assertRelated(CAROL, counts ? new String[] {"pat-2"} : new String[] {});
    }

    @Test
    @DisplayName("SMART-LAUNCH-5 a Person has the patients that it links to, itself and by relations")
    void person() {
        has(
                "Person/per-1",
                "{'link':[{'target':{'reference':'Patient/pat-1'}},{'target':{'reference':'RelatedPerson/rel-1'}},"
                        + "{'target':{'reference':'Practitioner/prac-1'}},{'target':{'reference':'RelatedPerson/gone'}},{}]}");
        has("RelatedPerson/rel-1", "{'patient':{'reference':'Patient/pat-2'}}");
        assertRelated(PERSON, "pat-1", "pat-2");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'\"level4\"', true",
        "'\"level3\"', true",
        "'\"level2\"', true",
        "'\"level1\"', false",
        "'\"level5\"', false",
        "'\"\"', false",
        "'4', false",
        "'null', false"
    })
    @DisplayName("SMART-LAUNCH-5 a Person's link with little or no confidence, or of unknown assurance, gives nobody")
    void assurance(String level, boolean counts) {
        String assurance = level.isEmpty() ? "" : ",'assurance':" + level;
        has("RelatedPerson/rel-1", "{'patient':{'reference':'Patient/pat-2'}}");
        for (String target : List.of("Patient/pat-2", "RelatedPerson/rel-1")) {
            has("Person/per-1", "{'link':[{'target':{'reference':'" + target + "'}" + assurance + "}]}");
            assertRelated(PERSON, counts ? new String[] {"pat-2"} : new String[] {});
        }
    }

    @Test
    @DisplayName("a Person with links without end costs a bounded number of requests")
    void manyLinks() {
        String link = "{'target':{'reference':'RelatedPerson/rel-1'}}";
        has("Person/per-1", "{'link':[" + (link + ",").repeat(500) + link + "]}");
        has("RelatedPerson/rel-1", "{'patient':{'reference':'Patient/pat-2'}}");
        assertRelated(PERSON, "pat-2");
        assertThat(asked).hasSizeLessThan(30);
    }

    @Test
    @DisplayName("attack 23: a FHIR server that can't be asked gives nobody, and says why")
    void unavailable() {
        resources.put("RelatedPerson/rel-1", new ReadResult.Unavailable("too slow"));
        assertThat(patients(CAROL)).isEqualTo(new Patients.Unknown("too slow"));
        has("Person/per-1", "{'link':[{'target':{'reference':'RelatedPerson/rel-1'}}]}");
        assertThat(patients(PERSON)).isEqualTo(new Patients.Unknown("too slow"));
    }

    @Test
    @DisplayName("attack 23: a slow FHIR server doesn't hold a request for as long as it likes")
    void slow() {
        nanosOfARequest = 4_000_000_000L;
        String link = "{'target':{'reference':'RelatedPerson/rel-1'}}";
        has("Person/per-1", "{'link':[" + (link + ",").repeat(15) + link + "]}");
        has("RelatedPerson/rel-1", "{'patient':{'reference':'Patient/pat-2'}}");
        assertThat(patients(PERSON)).isEqualTo(new Patients.Unknown("the FHIR server is too slow"));
        assertThat(asked).hasSizeLessThan(6);
    }
}
