/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.spi.PlainFactory;

/** The required action in which users of standalone launches choose a patient. A realm has it switched on or off. */
@AutoService(RequiredActionFactory.class)
public final class ChoosePatientFactory implements RequiredActionFactory, PlainFactory<RequiredActionProvider> {

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new ChoosePatient(session);
    }

    @Override
    public String getId() {
        return PatientStep.ID;
    }

    @Override
    public String getDisplayText() {
        return "SMART: choose a patient";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(PatientStep.NUMBER_SYSTEM)
                .label("Record number system")
                .helpText("The system (a URI) of the identifier that patients are known by, for instance "
                        + "http://hospital.example.org/mrn. Users see and search that number. Empty: any identifier.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(PatientStep.CONTEXT_SCOPE)
                .label("Require launch/patient")
                .helpText("Refuse a standalone launch that asks for patient/ scopes without the scope launch/patient. "
                        + "Switched off, the user chooses a patient all the same.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }
}
