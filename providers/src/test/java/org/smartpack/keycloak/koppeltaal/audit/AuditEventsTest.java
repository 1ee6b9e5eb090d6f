/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.koppeltaal.domain.AuditCodes;

import static org.assertj.core.api.Assertions.assertThat;

class AuditEventsTest {

    private static final AuditCodes MEMO = new AuditCodes("110122", "110122", "110122", "110122");
    private static final AuditCodes POC = new AuditCodes("110122", "110144", "110145", "110143");
    private static final FhirReference PATIENT = new FhirReference("Patient", "kt-pat-1");

    /** Whatever else a client knows about itself or its users must not get into an event. */
    private static final ClientModel MODULE = (ClientModel) Proxy.newProxyInstance(
            AuditEventsTest.class.getClassLoader(), new Class<?>[] {ClientModel.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("getClientId");
                return "module";
            });

    private static Occurrence occurrence(Step step, Outcome outcome) {
        return Occurrence.of(
                step,
                outcome,
                "what happened",
                MODULE,
                Optional.of(PATIENT),
                new Trace("request-1", "the-jti", "correlation-1"));
    }

    private static AuditEvents events(AuditCodes codes) {
        return new AuditEvents(codes, "koppeltaal", "auth-service", Instant.parse("2026-11-22T14:10:11.1234567Z"));
    }

    private static ObjectNode login(Step step, Outcome outcome) {
        return events(MEMO).login(occurrence(step, outcome));
    }

    @Test
    @DisplayName("KT-AUD-1 KT-AUD-3 an AuditEvent of type 110114 about the user, by the application's Device")
    void login() {
        ObjectNode event = login(Step.AUTHORIZE, Outcome.SUCCESS);

        assertThat(event.path("resourceType").asText()).isEqualTo("AuditEvent");
        assertThat(event.at("/type/system").asText()).isEqualTo("http://dicom.nema.org/resources/ontology/DCM");
        assertThat(event.at("/type/code").asText()).isEqualTo("110114");
        assertThat(event.at("/subtype/0/code").asText()).isEqualTo("110122");
        assertThat(event.at("/recorded").asText()).isEqualTo("2026-11-22T14:10:11.123Z");
        assertThat(event.at("/outcome").asText()).isEqualTo("0");
        assertThat(event.at("/outcomeDesc").asText()).isEqualTo("authorize: what happened");
        assertThat(event.at("/agent")).hasSize(1);
        assertThat(event.at("/agent/0/who/reference").asText()).isEqualTo("Device/module");
        assertThat(event.at("/agent/0/requestor").asBoolean()).isTrue();
        assertThat(event.at("/agent/0/type/coding/0/code").asText()).isEqualTo("110153");
        assertThat(event.at("/source/observer/reference").asText()).isEqualTo("Device/auth-service");
        assertThat(event.at("/source/site").asText()).isEqualTo("koppeltaal");
        assertThat(event.at("/entity/0/what/reference").asText()).isEqualTo("Patient/kt-pat-1");
    }

    @Test
    @DisplayName(
            "KT-AUD-8 of user and application nothing but references: no name, identifier, address or text beside them")
    void referencesOnly() {
        ObjectNode event = login(Step.AUTHORIZE, Outcome.SUCCESS);

        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "resourceType",
                        "meta",
                        "extension",
                        "type",
                        "subtype",
                        "action",
                        "recorded",
                        "outcome",
                        "outcomeDesc",
                        "agent",
                        "source",
                        "entity");
        assertThat(event.path("entity")).hasSize(1);
        assertThat(event.at("/entity/0").fieldNames()).toIterable().containsExactlyInAnyOrder("what", "type", "role");
        assertThat(event.at("/agent/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("type", "requestor", "who");
        for (String reference : new String[] {"/entity/0/what", "/agent/0/who", "/source/observer"}) {
            assertThat(event.at(reference).fieldNames())
                    .as(reference)
                    .toIterable()
                    .containsExactlyInAnyOrder("reference", "type");
        }
    }

    @ParameterizedTest
    @CsvSource({"Patient,1", "RelatedPerson,6", "Practitioner,15"})
    @DisplayName("KT-AUD-3 the role of the user")
    void role(String type, String role) {
        Occurrence occurrence = Occurrence.of(
                Step.IDP_LOGIN,
                Outcome.SUCCESS,
                "",
                MODULE,
                Optional.of(new FhirReference(type, "x")),
                occurrence(Step.IDP_LOGIN, Outcome.SUCCESS).trace());
        JsonNode entity = events(MEMO).login(occurrence).at("/entity/0");

        assertThat(entity.at("/role/system").asText()).isEqualTo("http://terminology.hl7.org/CodeSystem/object-role");
        assertThat(entity.at("/role/code").asText()).isEqualTo(role);
        assertThat(entity.at("/type/code").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @DisplayName("KT-AUD-2 the memo's one subtype for every step; the step is told by outcomeDesc, outcome is 0 or 8")
    void memo(Step step) {
        assertThat(login(step, Outcome.SUCCESS).at("/subtype/0/code").asText()).isEqualTo("110122");
        assertThat(login(step, Outcome.SUCCESS).at("/outcomeDesc").asText())
                .startsWith(step.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": ");
        assertThat(login(step, Outcome.REFUSED).at("/outcome").asText()).isEqualTo("8");
        assertThat(login(step, Outcome.FAILED).at("/outcome").asText()).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource({"AUTHORIZE,110122,Login", "IDP_CALL,110144,", "IDP_LOGIN,110145,", "INTROSPECT,110143,"})
    @DisplayName("KT-AUD-2 the codes are what the administrator says, those of the proof of concept for instance")
    void proofOfConcept(Step step, String code, String display) {
        JsonNode subtype = events(POC).login(occurrence(step, Outcome.SUCCESS)).at("/subtype/0");

        assertThat(subtype.path("code").asText()).isEqualTo(code);
        assertThat(subtype.path("display").asText(null)).isEqualTo(display);
    }

    @Test
    @DisplayName("KT-AUD-3 an identity provider is the second agent, by its issuer")
    void identityProvider() {
        for (Step step : new Step[] {Step.IDP_CALL, Step.IDP_LOGIN}) {
            ObjectNode event =
                    events(MEMO).login(occurrence(step, Outcome.SUCCESS).at("https://idp.example.org"));
            String application = step == Step.IDP_CALL ? "110153" : "110152";
            String provider = step == Step.IDP_CALL ? "110152" : "110153";

            assertThat(event.at("/agent")).hasSize(2);
            assertThat(event.at("/agent/0/who/reference").asText()).isEqualTo("Device/module");
            assertThat(event.at("/agent/0/type/coding/0/code").asText()).isEqualTo(application);
            assertThat(event.at("/agent/1/who/identifier/system").asText())
                    .isEqualTo("http://koppeltaal.nl/oidc/issuer");
            assertThat(event.at("/agent/1/who/identifier/value").asText()).isEqualTo("https://idp.example.org");
            assertThat(event.at("/agent/1/type/coding/0/code").asText()).isEqualTo(provider);
            assertThat(event.at("/agent/1/requestor").asBoolean(true)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,4", "FAILED,8"})
    @DisplayName("KT-AUD-5 a launch that failed: 110100 with subtype 110120, 4 if that was to be expected, 8 if not")
    void failedLaunch(Outcome outcome, String code) {
        ObjectNode event = events(MEMO).failedLaunch(occurrence(Step.AUTHORIZE, outcome));

        assertThat(event.at("/type/code").asText()).isEqualTo("110100");
        assertThat(event.at("/subtype/0/code").asText()).isEqualTo("110120");
        assertThat(event.at("/outcome").asText()).isEqualTo(code);
    }

    @Test
    @DisplayName("KT-AUD-4 KT-AUD-5 a success is no failed launch, nor is an introspection that says inactive")
    void noFailedLaunch() {
        assertThat(occurrence(Step.AUTHORIZE, Outcome.SUCCESS).isFailedLaunch()).isFalse();
        assertThat(occurrence(Step.INTROSPECT, Outcome.REFUSED).isFailedLaunch())
                .isFalse();
        assertThat(occurrence(Step.IDP_LOGIN, Outcome.REFUSED).isFailedLaunch()).isTrue();
    }

    @Test
    @DisplayName("KT-AUD-6 trace id (the HTI token's jti), request id and correlation id as extensions")
    void trace() {
        Map<String, String> extensions = StreamSupport.stream(
                        login(Step.AUTHORIZE, Outcome.SUCCESS).path("extension").spliterator(), false)
                .collect(Collectors.toMap(one -> one.path("url").asText(), one -> one.path("valueId")
                        .asText()));

        String base = "http://koppeltaal.nl/fhir/StructureDefinition/";
        assertThat(extensions)
                .containsOnly(
                        Map.entry(base + "trace-id", "the-jti"),
                        Map.entry(base + "request-id", "request-1"),
                        Map.entry(base + "correlation-id", "correlation-1"));
    }

    @Test
    @DisplayName("KT-AUD-3 as long as the user isn't known, the event is about the application")
    void userUnknown() {
        JsonNode entity = events(MEMO)
                .login(Occurrence.of(
                        Step.AUTHORIZE,
                        Outcome.REFUSED,
                        "",
                        MODULE,
                        Optional.empty(),
                        occurrence(Step.AUTHORIZE, Outcome.REFUSED).trace()))
                .at("/entity/0");

        assertThat(entity.at("/what/reference").asText()).isEqualTo("Device/module");
        assertThat(entity.has("role")).isFalse();
    }
}
