/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the EHR was looking at: the launch context parameters of a token response (SMART-CTX-1 to 10), with the same
 * names and JSON types. {@code patient} and {@code encounter} are logical ids, {@code fhirContext} is a list of
 * objects, and extensions stand beside them under their own names.
 *
 * @param parameters JSON values by name: strings, booleans, numbers, lists and maps
 */
public record LaunchContext(Map<String, Object> parameters) {

    /** The logical id of the patient, without {@code Patient/}. */
    public static final String PATIENT = "patient";

    /** The logical id of the encounter. */
    public static final String ENCOUNTER = "encounter";

    /**
     * A list of objects with {@code reference}, {@code canonical} or {@code identifier}, {@code type}, {@code role}.
     */
    public static final String FHIR_CONTEXT = "fhirContext";

    /** A free text that EHR and app have agreed on. */
    public static final String INTENT = "intent";

    /** Whether the app must show who the patient is. */
    public static final String NEED_PATIENT_BANNER = "need_patient_banner";

    /** The URL of a style document. */
    public static final String SMART_STYLE_URL = "smart_style_url";

    /** An opaque id of the organization. */
    public static final String TENANT = "tenant";

    /** The names that SMART App Launch 2.2.0 defines. */
    public static final Set<String> STANDARD_NAMES =
            Set.of(PATIENT, ENCOUNTER, FHIR_CONTEXT, INTENT, NEED_PATIENT_BANNER, SMART_STYLE_URL, TENANT);

    /** A context without parameters. */
    public static final LaunchContext EMPTY = new LaunchContext(Map.of());

    public LaunchContext {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Whether a name is valid for an extension: an absolute URI or {@code __name} (SMART-CTX-10). */
    public static boolean isExtension(String name) {
        return name.startsWith("__") && name.length() > 2 || name.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    }

    /** The patient's logical id, if there is a patient. */
    public Optional<String> patient() {
        return parameters.get(PATIENT) instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** The same context with a parameter added or replaced. */
    public LaunchContext with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        changed.put(name, value);
        return new LaunchContext(changed);
    }

    /** The same context without a parameter. */
    public LaunchContext without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        return new LaunchContext(changed);
    }
}
