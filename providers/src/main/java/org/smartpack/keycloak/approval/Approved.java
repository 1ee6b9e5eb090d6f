/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Optional;

import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Published when a realm administrator has saved a mapper that affects the whole realm: in the console or through the
 * admin REST API even if nothing changed, in all other ways only if something did. It can be published more than once
 * in one request, and the request may still fail.
 *
 * @param client the client with the mapper
 * @param type the mapper's type
 * @param isAdded whether this request added the mapper to a client that was there before
 * @param by the administrator; empty if the server itself imported a file
 */
public record Approved(
        KeycloakSession session,
        RealmModel realm,
        ClientModel client,
        String type,
        boolean isAdded,
        Optional<AuthDetails> by)
        implements ProviderEvent {}
