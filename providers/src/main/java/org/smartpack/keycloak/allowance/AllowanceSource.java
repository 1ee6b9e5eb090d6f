/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * The rules of a profile that decides what a client may do on its own behalf. {@code system/} scopes that are assigned
 * to such a client then have no effect of their own.
 */
public interface AllowanceSource extends ProfileRules {

    /** What a client may do; empty for a client that the profile doesn't cover. */
    Optional<OwnRights> of(ClientModel client);

    /**
     * The title of the mapper without which the profile doesn't cover a client that may well have been meant to be
     * covered; empty for every other client. It is for the administrator, and stands in events only.
     */
    Optional<String> missingMapper(ClientModel client);

    /**
     * What the profile of the request's realm says about a client of that realm. During an import the request has no
     * realm, and the result is empty.
     */
    static Optional<OwnRights> of(KeycloakSession session, ClientModel client) {
        return in(session, client).flatMap(source -> source.of(client));
    }

    /** The same for {@link #missingMapper(ClientModel)}. */
    static Optional<String> missingMapper(KeycloakSession session, ClientModel client) {
        return in(session, client).flatMap(source -> source.missingMapper(client));
    }

    private static Optional<AllowanceSource> in(KeycloakSession session, ClientModel client) {
        RealmModel realm = session.getContext().getRealm();
        return realm == null || !realm.getId().equals(client.getRealm().getId())
                ? Optional.empty()
                : Profiles.rules(session, AllowanceSource.class);
    }

    /** Whether a token for this user is the client's own, because the user is its service account. */
    static boolean isOwn(ClientModel client, UserModel user) {
        return user != null && client.getId().equals(user.getServiceAccountClientLink());
    }

    /**
     * What a client may do on its own behalf.
     *
     * @param rights without duplicates, in the order in which they are printed
     * @param narrowing whether the {@code scope} of a request narrows the rights; if not, it is ignored
     * @param refusal why there can be no token, in words for the caller (printable ASCII without quotes)
     */
    record OwnRights(List<Right> rights, boolean narrowing, Optional<String> refusal) {

        public OwnRights {
            rights = List.copyOf(rights);
        }
    }

    /**
     * One right of a client.
     *
     * @param scope a {@code system/} scope
     * @param behind the client scopes that it comes from: their mappers and roles apply to it
     */
    record Right(ResourceScope scope, List<ClientScopeModel> behind) {

        public Right {
            behind = List.copyOf(behind);
        }
    }
}
