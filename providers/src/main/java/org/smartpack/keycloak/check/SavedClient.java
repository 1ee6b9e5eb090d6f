/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.validation.ClientValidationContext;
import org.keycloak.validation.ValidationContext;
import org.keycloak.validation.ValidationResult;

import org.smartpack.keycloak.approval.StatementValidation;
import org.smartpack.keycloak.clientauth.KeyFault;
import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;
import org.smartpack.keycloak.http.RealmPath;

/**
 * Refuses a client that is saved as a whole, in the console, through the admin REST API or by registration, if its
 * settings for "SMART signed JWT" can't do what was meant. What the realm has already may stay: a client is refused
 * only for what the save itself brings. In a realm file all is let pass, so that what was exported can be imported: the
 * check after the import tells.
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
        KeycloakSession session = context.getSession();
        ClientModel client = context.getObjectToValidate();
        if (canHaveFaults(client) && !isImported(session, client)) {
            Set<KeyFault> faults = KeyFault.of(client::getAttribute);
            if (faults.stream().anyMatch(fault -> isRefused(fault, session))) {
                before(session, client)
                        .ifPresent(old -> faults.retainAll(KeyFault.added(old::get, client::getAttribute)));
            }
            faults.stream()
                    .filter(fault -> isRefused(fault, session))
                    .forEach(fault -> context.addError("attributes", fault.text()));
        }
    }

    /** A disabled client can't do anything anyway: so any can be switched off, whatever is wrong with it. */
    private static boolean canHaveFaults(ClientModel client) {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType())
                && !client.isPublicClient()
                && client.isEnabled();
    }

    /**
     * The attributes of the client as it is stored, if it could have faults then. They are read in a session of their
     * own, because this one sees the client as it will be.
     */
    private static Optional<Map<String, String>> before(KeycloakSession session, ClientModel client) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), other -> Optional.ofNullable(
                                other.realms().getRealm(client.getRealm().getId()))
                        .map(realm -> realm.getClientById(client.getId()))
                        .filter(SavedClient::canHaveFaults)
                        // Some databases can't tell an empty value from none.
                        .<Map<String, String>>map(old -> new HashMap<>(old.getAttributes())));
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
