/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.validation.ClientValidationContext;
import org.keycloak.validation.DefaultClientValidationProvider;
import org.keycloak.validation.ValidationContext;
import org.keycloak.validation.ValidationResult;

/**
 * Refuses clients with statements that don't count when they are saved as a whole: in the console, through the admin
 * REST API, by registration, and in a realm file.
 */
public class StatementValidation extends DefaultClientValidationProvider {

    @Override
    public ValidationResult validate(ValidationContext<ClientModel> context) {
        addProblems(context);
        return super.validate(context);
    }

    @Override
    public ValidationResult validate(ClientValidationContext.OIDCContext context) {
        addProblems(context);
        return super.validate(context);
    }

    private static void addProblems(ValidationContext<ClientModel> context) {
        KeycloakSession session = context.getSession();
        ClientModel client = context.getObjectToValidate();
        RealmModel realm = session.realms().getRealm(client.getRealm().getId());
        new ClientStatements(session, realm).settle(client).forEach(context::addError);
    }
}
