/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.LaunchContext;

/** Builds a request from its fields, whatever the type of the body was. */
final class LaunchRequestBuilder {

    /** The fields that are strings in every type of body. */
    static final Set<String> TEXTS = Set.of(
            LaunchContext.INTENT,
            LaunchContext.TENANT,
            LaunchContext.SMART_STYLE_URL,
            "user",
            "client_id",
            "aud",
            "iss");

    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Map<String, Object>> fhirContext = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private Optional<String> clientId = Optional.empty();
    private Optional<String> fhirServer = Optional.empty();
    private Optional<FhirReference> user = Optional.empty();
    private int lifetime = Field.DEFAULT_LIFETIME;
    private boolean singleUse = true;

    /** Sets one of the fields in {@link #TEXTS}. */
    void text(String name, String text) throws Refusal {
        switch (name) {
            case LaunchContext.INTENT, LaunchContext.TENANT -> parameters.put(name, Field.text(name, text));
            case LaunchContext.SMART_STYLE_URL -> parameters.put(name, Field.httpsUrl(name, text));
            case "user" -> user = Optional.of(Field.user(text));
            case "client_id" -> clientId = Optional.of(Field.text(name, text));
            default -> fhirServer(name, text);
        }
    }

    /** {@code aud} and {@code iss} are two names for the same thing; EHRs use either. */
    private void fhirServer(String name, String text) throws Refusal {
        if (text.isBlank() || text.length() > Field.MAX_URL) {
            throw Refusal.field(name, "is not a FHIR base URL");
        }
        if (fhirServer.filter(other -> !BaseUrl.areSame(other, text)).isPresent()) {
            throw Refusal.field("aud", "and iss differ");
        }
        fhirServer = Optional.of(text);
    }

    /** Sets the id of a resource of this type. */
    void resource(String name, String type, String text) throws Refusal {
        FhirReference reference = Field.reference(name, type, text);
        switch (type) {
            case "Patient" -> parameters.put(LaunchContext.PATIENT, reference.id());
            case "Encounter" -> parameters.put(LaunchContext.ENCOUNTER, reference.id());
            default -> fhirContext(Map.of("reference", reference.toString()));
        }
    }

    void fhirContext(Map<String, Object> item) {
        fhirContext.add(item);
    }

    void needPatientBanner(boolean isNeeded) {
        parameters.put(LaunchContext.NEED_PATIENT_BANNER, isNeeded);
    }

    void extension(String name, Object value) {
        parameters.put(name, value);
    }

    void lifetime(BigInteger seconds) throws Refusal {
        lifetime = Field.lifetime(seconds);
    }

    void singleUse(boolean isSingleUse) {
        singleUse = isSingleUse;
    }

    void ignored(String key) {
        ignored.add(key);
    }

    /** @throws Refusal if there is no context for an app */
    LaunchRequest build() throws Refusal {
        if (!fhirContext.isEmpty()) {
            parameters.put(LaunchContext.FHIR_CONTEXT, List.copyOf(fhirContext));
        }
        if (parameters.isEmpty()) {
            throw Refusal.field("the launch context", "is empty");
        }
        return new LaunchRequest(
                new LaunchContext(parameters), clientId, fhirServer, user, lifetime, singleUse, List.copyOf(ignored));
    }
}
