/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;

import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * The clients of Keycloak itself, which no class fits. Anybody who may register clients can choose such a name if the
 * realm lacks the client, and whoever manages clients can change one. So the name alone exempts nobody: the client must
 * send users to Keycloak's own pages only, and can have no SMART scope.
 */
final class KeycloaksClients {

    /** Those that Keycloak makes in every realm. */
    private static final Set<String> NAMES = Set.of(
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
            Constants.ACCOUNT_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CLI_CLIENT_ID,
            Constants.ADMIN_CONSOLE_CLIENT_ID,
            Constants.BROKER_SERVICE_CLIENT_ID,
            Constants.REALM_MANAGEMENT_CLIENT_ID);

    private static final Set<String> ROOTS = Set.of("", Constants.AUTH_BASE_URL_PROP, Constants.AUTH_ADMIN_URL_PROP);

    private KeycloaksClients() {}

    static boolean include(ClientModel client) {
        return NAMES.contains(client.getClientId()) && leadsToKeycloak(client) && !hasSmartScope(client);
    }

    private static boolean leadsToKeycloak(ClientModel client) {
        return ROOTS.contains(client.getRootUrl() == null ? "" : client.getRootUrl())
                && client.getRedirectUris().stream().allMatch(KeycloaksClients::isPath);
    }

    private static boolean isPath(String address) {
        return address.startsWith("/") && !address.startsWith("//");
    }

    private static boolean hasSmartScope(ClientModel client) {
        return Stream.of(true, false)
                .flatMap(isDefault -> client.getClientScopes(isDefault).keySet().stream())
                .map(Scope::parseAllowance)
                .anyMatch(scope -> scope instanceof ResourceScope || scope instanceof LaunchScope);
    }
}
