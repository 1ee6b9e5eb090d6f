/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.validation.ClientValidationContext;
import org.keycloak.validation.ValidationContext;
import org.keycloak.validation.ValidationResult;

import org.smartpack.keycloak.approval.StatementValidation;
import org.smartpack.keycloak.clientauth.KeyFault;
import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;

/**
 * Refuses a client that is saved as a whole, in the console, through the admin REST API or by registration, if its
 * settings for "SMART signed JWT" can't do what was meant. In a realm file they are let pass, so that what was exported
 * can be imported: the check after the import tells.
 */
final class SavedClient extends StatementValidation {

    @Override
    public ValidationResult validate(ValidationContext<ClientModel> context) {
        addFaults(context);
        return super.validate(context);
    }

    @Override
    public ValidationResult validate(ClientValidationContext.OIDCContext context) {
        addFaults(context);
        return super.validate(context);
    }

    private static void addFaults(ValidationContext<ClientModel> context) {
        ClientModel client = context.getObjectToValidate();
        if (SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType())
                && !client.isPublicClient()
                && !isImported(context.getSession(), client)) {
            KeyFault.of(client::getAttribute).stream()
                    .filter(KeyFault::isRefused)
                    .forEach(fault -> context.addError("attributes", fault.text()));
        }
    }

    private static boolean isImported(KeycloakSession session, ClientModel client) {
        return NewRealms.isNew(session, client.getRealm().getId());
    }
}
