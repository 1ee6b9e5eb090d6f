/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.app;

import java.util.Map;

import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * What an administrator says about the step in which users of standalone launches choose a patient: the required action
 * {@value #ID}. A realm in which it is off has no such step.
 *
 * @param isOn whether the realm has the step
 * @param needsContextScope whether an app has to ask for {@code launch/patient}; without it {@code patient/} scopes
 *     alone make the user choose
 * @param numberSystem the system of the identifier that people know a patient by; empty for whichever a patient has
 */
public record PatientStep(boolean isOn, boolean needsContextScope, String numberSystem) {

    /** The id of the required action. */
    public static final String ID = "smart-patient";

    /** The setting of {@link #needsContextScope}. */
    public static final String CONTEXT_SCOPE = "launch.patient.required";

    /** The setting of {@link #numberSystem}. */
    public static final String NUMBER_SYSTEM = "record.number.system";

    /** As the realm has it. */
    public static PatientStep of(RealmModel realm) {
        RequiredActionProviderModel model = realm.getRequiredActionProviderByAlias(ID);
        RequiredActionConfigModel config = realm.getRequiredActionConfigByAlias(ID);
        Map<String, String> settings = config == null || config.getConfig() == null ? Map.of() : config.getConfig();
        return new PatientStep(
                model != null && model.isEnabled(),
                Boolean.parseBoolean(settings.get(CONTEXT_SCOPE)),
                settings.getOrDefault(NUMBER_SYSTEM, "").strip());
    }
}
