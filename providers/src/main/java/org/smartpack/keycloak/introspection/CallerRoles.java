/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.fhir.FhirServer;

/** The current roles of a calling client's service account, looked up when needed. */
final class CallerRoles {

    private final KeycloakSession session;
    private final ClientModel client;
    private Optional<UserModel> account;

    CallerRoles(KeycloakSession session, ClientModel client) {
        this.session = session;
        this.client = client;
    }

    /** Whether it has a role of a FHIR server's client. Without an enabled service account it has none. */
    boolean has(FhirServer server, String role) {
        return account().isPresent()
                && server.role(role).filter(account().get()::hasRole).isPresent();
    }

    private Optional<UserModel> account() {
        if (account == null) {
            account = Optional.of(client)
                    .filter(ClientModel::isServiceAccountsEnabled)
                    .map(session.users()::getServiceAccount)
                    .filter(UserModel::isEnabled);
        }
        return account;
    }
}
