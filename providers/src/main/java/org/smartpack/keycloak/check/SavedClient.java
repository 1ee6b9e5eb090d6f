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
import org.smartpack.keycloak.http.RealmPath;

/**
 * Refuses a client that is saved as a whole, in the console, through the admin REST API or by registration, if its
 * settings for "SMART signed JWT" can't do what was meant. In a realm file they are let pass, so that what was exported
 * can be imported: the check after the import tells.
 */
final class SavedClient extends StatementValidation {

    /** In the path of every kind of registration. */
    private static final String REGISTRATIONS = "clients-registrations";

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
                // A client can always be switched off, whatever is wrong with it.
                && client.isEnabled()
                && !isImported(context.getSession(), client)) {
            KeyFault.of(client::getAttribute).stream()
                    .filter(fault -> isRefused(fault, context.getSession()))
                    .forEach(fault -> context.addError("attributes", fault.text()));
        }
    }

    /**
     * A client that registers itself can't allow itself private addresses: an administrator does so afterwards, if the
     * URL begins with {@code http:}.
     */
    private static boolean isRefused(KeyFault fault, KeycloakSession session) {
        return fault.isRefused()
                && (fault != KeyFault.HTTP_URL
                        || !RealmPath.of(session.getContext().getUri()).contains(REGISTRATIONS));
    }

    private static boolean isImported(KeycloakSession session, ClientModel client) {
        return NewRealms.isNew(session, client.getRealm().getId());
    }
}
