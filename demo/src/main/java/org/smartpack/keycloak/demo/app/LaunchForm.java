/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.smartpack.keycloak.demo.fhir.DemoPatient;

/**
 * The choices made at the EHR, checked against the EHR's data.
 *
 * @param user the only user who may use the launch; empty for anybody who signs in
 * @param patient the patient whose record is open; empty if the EHR names none
 * @param app the client id of the app; only Keycloak knows which exist
 * @param encounter whether the patient's encounter is part of the context
 * @param intent the purpose of opening the app; may be empty
 * @param banner whether the app must show who the patient is; empty if the EHR doesn't say
 * @param seconds how long the app may take to begin; empty if the EHR doesn't say
 */
record LaunchForm(
        Optional<EhrDirectory.User> user,
        Optional<DemoPatient> patient,
        String app,
        boolean encounter,
        String intent,
        Optional<Boolean> banner,
        Optional<Integer> seconds) {

    private static final int MAX_LENGTH = 255;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** The form as the page sends it. An empty user name means anybody who signs in, an empty patient none. */
    private record Sent(
            String user,
            String patient,
            String app,
            boolean encounter,
            String intent,
            @JsonProperty("need_patient_banner") Boolean banner,
            @JsonProperty("expires_in") Integer seconds) {

        boolean isComplete() {
            return user != null && patient != null && app != null && !app.isBlank() && intent != null;
        }
    }

    /** Reads JSON; empty for anything that the page would not have sent. */
    static Optional<LaunchForm> read(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, Sent.class))
                    .filter(Sent::isComplete)
                    .flatMap(LaunchForm::known);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<LaunchForm> known(Sent sent) {
        Optional<EhrDirectory.User> user = EhrDirectory.user(sent.user());
        Optional<DemoPatient> patient = EhrDirectory.patient(sent.patient());
        if ((user.isEmpty() && !sent.user().isEmpty())
                || (patient.isEmpty() && !sent.patient().isEmpty())
                || sent.app().length() > MAX_LENGTH
                || sent.intent().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new LaunchForm(
                user,
                patient,
                sent.app().strip(),
                sent.encounter(),
                sent.intent(),
                Optional.ofNullable(sent.banner()),
                Optional.ofNullable(sent.seconds())));
    }

    /** The body of the launch-context API (LCTX-5 to 12), for a FHIR server's base URL. */
    Map<String, Object> context(String fhirBaseUrl) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("client_id", app);
        context.put("aud", fhirBaseUrl);
        user.ifPresent(person -> context.put("user", person.fhirUser()));
        patient.ifPresent(person -> context.put("patient", person.id()));
        patient.filter(person -> encounter).ifPresent(person -> context.put("encounter", person.encounter()));
        if (!intent.isBlank()) {
            context.put("intent", intent.strip());
        }
        banner.ifPresent(needed -> context.put("need_patient_banner", needed));
        seconds.ifPresent(life -> context.put("expires_in", life));
        return context;
    }
}
