/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.ModelToRepresentation;

import org.smartpack.keycloak.fhir.FhirServer;

/** The roles of a FHIR server's client that let others act for it. */
final class ServerRoles implements Part {

    private static final Map<String, String> DESCRIPTIONS = new TreeMap<>(Map.of(
            FhirServer.LAUNCH_CONTEXT_ISSUER, "May register launch contexts for this FHIR server",
            FhirServer.INTROSPECT, "May introspect tokens that are for this FHIR server",
            FhirServer.INTROSPECT_ANY, "May introspect every token of the realm"));

    @Override
    public List<Change> complete(SavedMapper saved) {
        ClientModel client = saved.client();
        return DESCRIPTIONS.keySet().stream()
                .filter(name -> client.getRole(name) == null)
                .map(name -> create(client, name))
                .toList();
    }

    private static Change create(ClientModel client, String name) {
        RoleModel role = client.addRole(name);
        role.setDescription(DESCRIPTIONS.get(name));
        return new Change(
                ResourceType.CLIENT_ROLE,
                OperationType.CREATE,
                "clients/" + client.getId() + "/roles/" + name,
                ModelToRepresentation.toRepresentation(role),
                "role " + name + " of client " + client.getClientId());
    }
}
