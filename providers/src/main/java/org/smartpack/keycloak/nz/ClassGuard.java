/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel.RoleRemovedEvent;
import org.keycloak.models.RoleModel.RoleNameChangeEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

import org.smartpack.keycloak.approval.RealmAdministrator;

/**
 * Keeps the administrator of some clients from taking a class away: only a realm administrator (role
 * {@code manage-realm}) can delete or rename the client role that stands for it, and so delete a classified client.
 * Everybody who manages the client can add one, as that never lowers the class.
 */
final class ClassGuard implements ProviderEventListener {

    private static final Set<String> ROLES =
            Stream.of(Classification.values()).map(Classification::role).collect(Collectors.toUnmodifiableSet());

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RoleRemovedEvent removed
                && removed.getRole().isClientRole()
                && ROLES.contains(removed.getRole().getName())
                && removed.getRole().getContainer() instanceof ClientModel client) {
            refuseOthers(removed.getKeycloakSession(), client.getRealm());
        } else if (event instanceof RoleNameChangeEvent renamed
                && renamed.getClientId() != null
                && ROLES.contains(renamed.getPreviousName())) {
            refuseOthers(renamed.getKeycloakSession(), renamed.getRealm());
        }
    }

    private static void refuseOthers(KeycloakSession session, RealmModel realm) {
        // No caller: Keycloak itself, or a client that deletes its registration.
        boolean hasCaller = session.getContext().getUser() != null;
        if (hasCaller && !RealmAdministrator.isCalling(session, realm)) {
            session.getTransactionManager().setRollbackOnly();
            throw new ModelValidationException("Only a realm administrator (role manage-realm) can take away a client's"
                    + " class, or delete a classified client");
        }
    }
}
