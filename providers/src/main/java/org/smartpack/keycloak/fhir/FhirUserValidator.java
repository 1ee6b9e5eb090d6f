/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.provider.ConfiguredProvider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.validate.AbstractStringValidator;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;
import org.keycloak.validate.ValidatorFactory;

/** The validator {@value #ID} of a user profile: refuses a {@code fhirUser} that would count for no FHIR server. */
@AutoService(ValidatorFactory.class)
public final class FhirUserValidator extends AbstractStringValidator implements ConfiguredProvider {

    /** The validator's id. */
    public static final String ID = "smart-fhir-user";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "The value is a FHIR resource that represents a person, at a FHIR server of this realm.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    /** A value that is empty is none. */
    @Override
    protected boolean isIgnoreEmptyValuesConfigured(ValidatorConfig config) {
        return true;
    }

    @Override
    protected void doValidate(String value, String inputHint, ValidationContext context, ValidatorConfig config) {
        List<String> bases = FhirServers.of(context.getSession()).known().stream()
                .map(FhirServer::baseUrl)
                .toList();
        FhirUserValue.problem(value, bases)
                .ifPresent(problem -> context.addError(new ValidationError(ID, inputHint, problem)));
    }
}
