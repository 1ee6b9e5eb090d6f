/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Optional;

import org.keycloak.Config;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Tells who may make statements about a realm: callers with the role {@code manage-realm}, and the creator of a new
 * realm.
 */
public final class RealmAdministrator {

    private static final String CREATED = RealmAdministrator.class.getName() + ":created:";

    private RealmAdministrator() {}

    /** Marks a realm as created in this session, from a file or a request. Nobody else can reach it yet. */
    static void markCreator(KeycloakSession session, RealmModel realm) {
        session.setAttribute(CREATED + realm.getId(), true);
    }

    /** Whether the caller may manage the realm; false for an unknown caller. */
    public static boolean isCalling(KeycloakSession session, RealmModel realm) {
        return session.getAttribute(CREATED + realm.getId()) != null
                || caller(session, realm)
                        .filter(caller -> AdminPermissions.evaluator(session, realm, caller)
                                .realm()
                                .canManageRealm())
                        .isPresent();
    }

    /** The caller, as Keycloak's events name an administrator; empty if it isn't one. */
    static Optional<AuthDetails> describe(KeycloakSession session, RealmModel realm) {
        return caller(session, realm).map(caller -> {
            AuthDetails details = new AuthDetails();
            details.setRealmId(caller.getRealm().getId());
            details.setRealmName(caller.getRealm().getName());
            details.setClientId(caller.getClient().getId());
            details.setUserId(caller.getUser().getId());
            details.setIpAddress(session.getContext().getConnection().getRemoteHost());
            return details;
        });
    }

    private static Optional<AdminAuth> caller(KeycloakSession session, RealmModel realm) {
        UserModel user = session.getContext().getUser();
        if (user == null || !(session.getContext().getBearerToken() instanceof AccessToken token)) {
            return Optional.empty();
        }
        String issuer = token.getIssuer();
        RealmModel home = session.realms().getRealmByName(issuer.substring(issuer.lastIndexOf('/') + 1));
        if (home == null || !isAdministeredFrom(home, realm)) {
            return Optional.empty();
        }
        return Optional.ofNullable(home.getClientByClientId(token.getIssuedFor()))
                .map(client -> new AdminAuth(home, token, user, client));
    }

    /**
     * Whether the administrator named in an event may manage the realm, for calls that Keycloak passes on without a
     * token.
     */
    static boolean isCausing(AuthDetails details, KeycloakSession session, RealmModel realm) {
        RealmModel home = details == null ? null : session.realms().getRealm(details.getRealmId());
        if (home == null || !isAdministeredFrom(home, realm)) {
            return false;
        }
        UserModel user = session.users().getUserById(home, details.getUserId());
        ClientModel client = home.getClientById(details.getClientId());
        ClientModel roles = isMaster(home)
                ? realm.getMasterAdminClient()
                : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        return user != null
                && client != null
                && roles != null
                && new AdminAuth(home, null, user, client).hasAppRole(roles, AdminRoles.MANAGE_REALM);
    }

    private static boolean isAdministeredFrom(RealmModel home, RealmModel realm) {
        return home.getId().equals(realm.getId()) || isMaster(home);
    }

    private static boolean isMaster(RealmModel home) {
        return Config.getAdminRealm().equals(home.getName());
    }
}
