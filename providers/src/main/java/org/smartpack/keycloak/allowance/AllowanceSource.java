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
 * A profile that decides itself what a client may do on its own behalf. The {@code system/} scopes that are assigned to
 * such a client then mean nothing by themselves.
 */
public interface AllowanceSource extends ProfileRules {

    /** What a client may do; empty for a client that the profile has nothing to say of. */
    Optional<OwnRights> of(ClientModel client);

    /**
     * What the profile of the request's realm says of a client of that realm; while one is imported there is no such
     * realm.
     */
    static Optional<OwnRights> of(KeycloakSession session, ClientModel client) {
        RealmModel realm = session.getContext().getRealm();
        if (realm == null || !realm.getId().equals(client.getRealm().getId())) {
            return Optional.empty();
        }
        return Profiles.rules(session, AllowanceSource.class).flatMap(source -> source.of(client));
    }

    /** Whether a token of this user is one that the client has on its own behalf. */
    static boolean isOwn(ClientModel client, UserModel user) {
        return user != null && client.getId().equals(user.getServiceAccountClientLink());
    }

    /**
     * What a client may do on its own behalf.
     *
     * @param rights each once, in the order in which they are to be printed
     * @param narrowing whether the {@code scope} of a request narrows them; if not, it isn't read at all
     * @param refusal why there can be no token, in words for the caller (printable ASCII without quotes)
     */
    record OwnRights(List<Right> rights, boolean narrowing, Optional<String> refusal) {

        public OwnRights {
            rights = List.copyOf(rights);
        }
    }

    /**
     * One of them.
     *
     * @param scope a {@code system/} scope
     * @param behind the client scopes that it comes from: their mappers and roles go with it
     */
    record Right(ResourceScope scope, List<ClientScopeModel> behind) {

        public Right {
            behind = List.copyOf(behind);
        }
    }
}
