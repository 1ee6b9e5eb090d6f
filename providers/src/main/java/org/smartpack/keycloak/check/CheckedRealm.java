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
 * @param isServerShown whether the report may say how the server is set up
 * @param hosts looks host names up
 * @param unread the parts of which something couldn't be read
 * @param isGoverned whether the launch rules govern the realm
 * @param profiles the titles of the profiles that claim the realm, which should be one at most
 * @param userProfile the realm's user profile
 * @param actions the ids of the required actions that are on, in the order in which users see them
 * @param accessPeriods the setting {@code access.periods} of the step in which users choose scopes; empty without it
 * @param clientPolicies the realm's client policies, as Keycloak stores them: JSON; empty if it has none,
 *     and if the server applies none
 * @param clientFlow the ids of the client authenticators that the realm's flow runs
 * @param clients all clients except Keycloak's own, up to a limit
 * @param keycloaksClients Keycloak's own clients, and those that bear the name of one
 * @param areAllClients whether there are no more clients
 * @param formerServers the client ids and base URLs of FHIR servers that the realm no longer has
 * @param users users of Keycloak's own store with a value of {@code fhirUser}, among the first ones up to a limit
 * @param lookedAtUsers which users were looked at
 */
public record CheckedRealm(
        KeycloakSessionFactory server,
        boolean isServerShown,
        HostNames hosts,
        Set<RealmPart> unread,
        String name,
        boolean isGoverned,
        List<String> profiles,
        UPConfig userProfile,
        List<String> actions,
        String accessPeriods,
        String clientPolicies,
        Set<String> clientFlow,
        List<CheckedScope> scopes,
        List<CheckedClient> clients,
        List<CheckedClient> keycloaksClients,
        boolean areAllClients,
        List<CheckedApproval> approvals,
        List<String> formerServers,
        List<CheckedUser> users,
        String lookedAtUsers) {

    /** Whether a part is known as a whole, so that what isn't in it is missing in the realm. */
    public boolean knows(RealmPart part) {
        return !unread.contains(part);
    }

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
