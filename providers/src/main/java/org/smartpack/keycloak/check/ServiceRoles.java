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
 * Reads the roles of service accounts, as far as they matter: those that client scopes with a placeholder are tied to,
 * and those of a FHIR server, which tell why a client that signs JWTs needs no scope. Others don't pay for it.
 */
final class ServiceRoles {

    private static final int MOST_ACCOUNTS = 1000;

    private final KeycloakSession session;
    private final Set<String> wanted;
    private int left = MOST_ACCOUNTS;

    ServiceRoles(KeycloakSession session, Collection<CheckedScope> scopes) {
        this.session = session;
        this.wanted = scopes.stream()
                .filter(scope -> scope.meaning() instanceof ResourceScope resource && resource.hasPlaceholder())
                .flatMap(scope -> scope.roles().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A role's name; for a client's role with the client id before it. */
    static String name(RoleModel role) {
        RoleContainerModel owner = role.getContainer();
        return owner instanceof ClientModel client ? client.getClientId() + " " + role.getName() : role.getName();
    }

    Set<String> of(ClientModel client) {
        if (wanted.isEmpty() && !signsWithoutScope(client) || !client.isServiceAccountsEnabled() || left-- <= 0) {
            return Set.of();
        }
        UserModel account = session.users().getServiceAccount(client);
        return account == null
                ? Set.of()
                : roles(account)
                        .filter(role ->
                                wanted.contains(name(role)) || role.isClientRole() && isOfServer(role.getName()))
                        .map(ServiceRoles::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean signsWithoutScope(ClientModel client) {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType())
                && Stream.of(true, false)
                        .flatMap(asDefault -> client.getClientScopes(asDefault).keySet().stream())
                        .noneMatch(name -> name.startsWith("system/"));
    }

    private static boolean isOfServer(String role) {
        return FhirServer.ROLES.contains(role);
    }

    /** Those through groups and composite roles included; Keycloak would omit groups that the caller may not see. */
    private Stream<RoleModel> roles(UserModel account) {
        return AdminPermissionsSchema.runWithoutAuthorization(session, () -> RoleUtils.getDeepUserRoleMappings(account))
                .stream();
    }
}
