/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.representations.userprofile.config.UPConfig;

import org.smartpack.keycloak.fhir.FhirServerMapper;

/**
 * A realm, as a rule sees it: values that were read once, so that rules need no Keycloak.
 *
 * @param server what runs the realm; for rules about the server
 * @param isGoverned whether the launch rules govern the realm
 * @param profiles the titles of the profiles that claim the realm, which should be one at most
 * @param userProfile the realm's user profile
 * @param actions the ids of the required actions that are on, in the order in which users see them
 * @param clientFlow the ids of the client authenticators that the realm's flow runs
 * @param clients all clients except Keycloak's own, up to a limit
 * @param areAllClients whether there are no more clients
 * @param users users with a value of {@code fhirUser}, up to a limit; empty where users aren't looked at
 */
public record CheckedRealm(
        KeycloakSessionFactory server,
        String name,
        boolean isGoverned,
        List<String> profiles,
        UPConfig userProfile,
        List<String> actions,
        Set<String> clientFlow,
        List<CheckedScope> scopes,
        List<CheckedClient> clients,
        boolean areAllClients,
        List<CheckedApproval> approvals,
        List<CheckedUser> users) {

    /** The clients that aren't disabled. */
    public Stream<CheckedClient> enabledClients() {
        return clients.stream().filter(CheckedClient::isEnabled);
    }

    /** The clients with the mapper "FHIR server", approved or not. */
    public Stream<CheckedClient> fhirServers() {
        return clients.stream()
                .filter(client -> client.mapper(FhirServerMapper.PROVIDER_ID).isPresent());
    }
}
