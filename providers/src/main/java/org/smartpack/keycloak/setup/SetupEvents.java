/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Writes an admin event for each thing that was created, as if the administrator who saved the mapper had created it by
 * hand. The detail {@value #CAUSE} names the mapper.
 */
final class SetupEvents {

    private static final String CAUSE = "created_by_mapper";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String mapper;

    SetupEvents(KeycloakSession session, RealmModel realm, String mapper) {
        this.session = session;
        this.realm = realm;
        this.mapper = mapper;
    }

    void write(AuthDetails by, Created created) {
        RealmModel home = session.realms().getRealm(by.getRealmId());
        UserModel user = home == null ? null : session.users().getUserById(home, by.getUserId());
        ClientModel client = home == null ? null : home.getClientById(by.getClientId());
        if (user == null || client == null) {
            return;
        }
        AdminAuth administrator = new AdminAuth(home, null, user, client);
        new AdminEventBuilder(
                        realm, administrator, session, session.getContext().getConnection())
                .authIpAddress(by.getIpAddress())
                .resource(created.type())
                .operation(created.operation())
                .resourcePath(created.path())
                .representation(created.representation())
                .detail(CAUSE, mapper)
                .success();
    }
}
