/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A mapper that a realm administrator has saved.
 *
 * @param session a session whose context has the realm and no caller, so that no list is filtered for anybody
 * @param client the client with the mapper
 * @param isAdded whether this request added the mapper to a client that was there before
 */
public record SavedMapper(KeycloakSession session, RealmModel realm, ClientModel client, boolean isAdded) {}
