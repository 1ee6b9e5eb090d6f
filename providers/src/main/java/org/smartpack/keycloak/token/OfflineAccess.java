/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.RealmModel;

/**
 * Whether a grant is one for offline access. Keycloak finds that out by going through all client scopes of the realm,
 * unless the context of the grant says it already.
 */
final class OfflineAccess {

    private OfflineAccess() {}

    static void tell(RealmModel realm, ClientSessionContext grant) {
        grant.setAttribute(OAuth2Constants.OFFLINE_ACCESS, isIn(realm, grant));
    }

    /**
     * By what was asked for, even if the user has no right to it: then Keycloak refuses. And by the realm's own scope
     * of that name. The client is among its scopes as well: its name may be anything, and Keycloak would search the
     * database for a client scope with its id.
     */
    private static boolean isIn(RealmModel realm, ClientSessionContext grant) {
        String client = grant.getClientSession().getClient().getId();
        return grant.getClientScopeIds().stream()
                .filter(id -> !id.equals(client))
                .map(realm::getClientScopeById)
                .anyMatch(scope -> scope != null && OAuth2Constants.OFFLINE_ACCESS.equals(scope.getName()));
    }
}
