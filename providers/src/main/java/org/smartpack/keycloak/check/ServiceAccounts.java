/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * Reads service accounts, as far as they matter: whether one is missing, and its roles that client scopes with a
 * placeholder are tied to, or that are a FHIR server's, which tell why a client that signs JWTs needs no scope. Others
 * don't pay for it.
 */
final class ServiceAccounts {

    private static final int MOST_ACCOUNTS = 1000;

    private final KeycloakSession session;
    private final Set<String> wanted;
    private final boolean isGoverned;
    private int left = MOST_ACCOUNTS;
    private int leftWithRoles = MOST_ACCOUNTS;

    /** @param isGoverned whether the launch rules govern the realm */
    ServiceAccounts(KeycloakSession session, Collection<CheckedScope> scopes, boolean isGoverned) {
        this.session = session;
        this.isGoverned = isGoverned;
        this.wanted = scopes.stream()
                .filter(scope -> scope.meaning() instanceof ResourceScope resource && resource.hasPlaceholder())
                .flatMap(scope -> scope.roles().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What is known of a client's service account.
     *
     * @param isMissing whether the client should have one and doesn't
     * @param roles the names of those of its roles that matter
     */
    record Account(boolean isMissing, Set<String> roles) {

        private static final Account UNREAD = new Account(false, Set.of());
        private static final Account MISSING = new Account(true, Set.of());
    }

    /** A role's name; for a client's role with the client id before it. */
    static String name(RoleModel role) {
        RoleContainerModel owner = role.getContainer();
        return owner instanceof ClientModel client ? client.getClientId() + " " + role.getName() : role.getName();
    }

    Account of(ClientModel client) {
        if (!client.isServiceAccountsEnabled() || client.isPublicClient()) {
            return Account.UNREAD;
        }
        boolean hasOwnScope = hasOwnScope(client);
        boolean needsRoles = !wanted.isEmpty() || signs(client) && !hasOwnScope;
        boolean isWanted =
                needsRoles ? leftWithRoles-- > 0 : (isGoverned || signs(client) || hasOwnScope) && left-- > 0;
        if (!isWanted) {
            return Account.UNREAD;
        }
        UserModel account = session.users().getServiceAccount(client);
        if (account == null) {
            return Account.MISSING;
        }
        return needsRoles ? new Account(false, roles(account)) : Account.UNREAD;
    }

    private static boolean signs(ClientModel client) {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType());
    }

    private static boolean hasOwnScope(ClientModel client) {
        return Stream.of(true, false)
                .flatMap(asDefault -> client.getClientScopes(asDefault).keySet().stream())
                .anyMatch(name -> name.startsWith("system/"));
    }

    private static boolean isOfServer(String role) {
        return FhirServer.ROLES.contains(role);
    }

    /** Those through groups and composite roles included; Keycloak would omit groups that the caller may not see. */
    private Set<String> roles(UserModel account) {
        return AdminPermissionsSchema.runWithoutAuthorization(session, () -> RoleUtils.getDeepUserRoleMappings(account))
                .stream()
                .filter(role -> wanted.contains(name(role)) || role.isClientRole() && isOfServer(role.getName()))
                .map(ServiceAccounts::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
