/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A part of what a realm needs. It creates only what is missing: it can run again at any time, and on several nodes at
 * once. If another node was faster, it fails on one of the database's unique keys, and is run again.
 */
interface Part {

    /**
     * Creates what is missing.
     *
     * @param session a session whose context has the realm and no caller, so that no list is filtered for anybody
     * @param client the FHIR server's client
     * @return what was created
     */
    List<Created> complete(KeycloakSession session, RealmModel realm, ClientModel client);
}
