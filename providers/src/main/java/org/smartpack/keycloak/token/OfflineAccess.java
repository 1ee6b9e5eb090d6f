/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.RealmModel;

/**
 * Tells whether a grant is for offline access, and notes it in the grant's context. Otherwise Keycloak would search all
 * client scopes of the realm.
 */
final class OfflineAccess {

    private OfflineAccess() {}

    static void note(RealmModel realm, ClientSessionContext grant) {
        grant.setAttribute(OAuth2Constants.OFFLINE_ACCESS, isIn(realm, grant));
    }

    /**
     * Whether the scope was requested, even if the user has no right to it: then Keycloak refuses. Only the realm's own
     * scope of that name counts. The client itself is also among its scopes. It may have any name, and Keycloak would
     * search the database for a client scope with its id.
     */
    private static boolean isIn(RealmModel realm, ClientSessionContext grant) {
        String client = grant.getClientSession().getClient().getId();
        return grant.getClientScopeIds().stream()
                .filter(id -> !id.equals(client))
                .map(realm::getClientScopeById)
                .anyMatch(scope -> scope != null && OAuth2Constants.OFFLINE_ACCESS.equals(scope.getName()));
    }
}
