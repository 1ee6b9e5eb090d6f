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
 * Writes an admin event for each thing that was created or set, as if the administrator who saved the mapper had done
 * it by hand. The detail {@code created_by_mapper} or {@code set_by_mapper} names the mapper.
 */
final class SetupEvents {

    private static final String CAUSE = "_by_mapper";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String detail;
    private final String mapper;

    /** @param clientId of the client that has the mapper */
    SetupEvents(KeycloakSession session, RealmModel realm, MapperSetup setup, String clientId) {
        this.session = session;
        this.realm = realm;
        this.detail = setup.verb() + CAUSE;
        this.mapper = setup.title() + " of client " + clientId;
    }

    void write(AuthDetails by, Change change) {
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
                .resource(change.type())
                .operation(change.operation())
                .resourcePath(change.path())
                .representation(change.representation())
                .detail(detail, mapper)
                .success();
    }
}
