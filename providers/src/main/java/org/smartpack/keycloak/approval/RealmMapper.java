/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** An approved mapper that says what the realm as a whole is, so that a realm has one at most. */
public abstract class RealmMapper extends ApprovedMapper {

    @Override
    protected final Optional<String> check(
            KeycloakSession session, RealmModel realm, ClientModel client, Map<String, String> config) {
        Approvals approvals = Approvals.of(realm);
        boolean isSecond = approvals.all(getId()).stream()
                .filter(other -> !other.client().equals(client.getId()))
                .anyMatch(other -> !approvals.isOrphan(other));
        return isSecond
                ? Optional.of("The realm is already " + kind() + ": another client has this mapper")
                : problem(session, realm, config);
    }

    /** What the mapper makes of the realm, with an article: {@code an IUA realm}. */
    protected abstract String kind();

    /**
     * What is wrong with the settings, or why the realm can't be that; in plain English without apostrophes, and empty
     * if nothing is wrong.
     *
     * @param config without settings that have no value
     */
    protected abstract Optional<String> problem(KeycloakSession session, RealmModel realm, Map<String, String> config);

    /** A realm has one such mapper, and a realm administrator has just saved it. */
    @Override
    protected final boolean isHeir(ClientModel client, Approval orphan) {
        return true;
    }
}
