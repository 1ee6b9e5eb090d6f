/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;

import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/**
 * Lists of a realm with all that is in them. Keycloak leaves out what the caller of a request may not see, unless it is
 * told not to. The only class of the pack that lists clients or users: its callers have made sure that the caller may
 * see all, or that there is no caller. Nothing is decided by what it lists; it is only shown.
 */
final class WholeLists {

    private WholeLists() {}

    static List<ClientModel> clients(KeycloakSession session, RealmModel realm, int most) {
        return AdminPermissionsSchema.runWithoutAuthorization(
                session,
                () -> session.clients().getClientsStream(realm, 0, most).toList());
    }

    /** Those of Keycloak's own store. A user federation would be asked for all its users, over the network. */
    static List<UserModel> users(KeycloakSession session, RealmModel realm, int most) {
        return AdminPermissionsSchema.runWithoutAuthorization(session, () -> session.getProvider(UserProvider.class)
                .searchForUserStream(realm, Map.of(), 0, most)
                .toList());
    }
}
