/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.List;

import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

import org.smartpack.keycloak.allowance.SmartAllowanceType;
import org.smartpack.keycloak.fhir.FhirUser;

/**
 * The client scopes that nearly every realm with a FHIR server needs. They are assigned to no client, now or by
 * default: until an administrator assigns one, it gives nothing to anybody.
 */
final class SmartClientScopes implements Part {

    /**
     * One of them.
     *
     * @param text the key of its consent text in the pack's messages
     * @param isFlagged whether it is an allowance for users, whose consent Keycloak remembers for each granted scope
     */
    private record Wanted(String name, String description, String text, boolean isFlagged) {

        static Wanted named(String name, String description, String text) {
            return new Wanted(name, description, text, false);
        }
    }

    private static final List<Wanted> WANTED = List.of(
            Wanted.named("launch", "The context of the EHR that opens the app", "smartScope.launch"),
            Wanted.named("launch/patient", "A patient, even without an EHR", "smartScope.launch.patient"),
            Wanted.named("launch/encounter", "An encounter, even without an EHR", "smartScope.launch.encounter"),
            Wanted.named(FhirUser.ATTRIBUTE, "Who the user is at the FHIR server", "smartScope.fhirUser"),
            Wanted.named(
                    "online_access", "A refresh token that ends with the user's session", "smartScope.online_access"),
            new Wanted(
                    "patient/*.cruds",
                    "Allowance: all actions on all data of the patient in context",
                    "smartAllowance.patient",
                    true),
            new Wanted(
                    "user/*.cruds",
                    "Allowance: all actions on all data that the user may see",
                    "smartAllowance.user",
                    true),
            Wanted.named(
                    "system/*.rs", "Allowance: read and search everything, without a user", "smartAllowance.system"));

    @Override
    public List<Change> complete(SavedMapper saved) {
        return WANTED.stream()
                .filter(wanted -> KeycloakModelUtils.getClientScopeByName(saved.realm(), wanted.name()) == null)
                .map(wanted -> create(saved.realm(), wanted))
                .toList();
    }

    private static Change create(RealmModel realm, Wanted wanted) {
        ClientScopeModel scope = realm.addClientScope(wanted.name());
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDescription(wanted.description());
        scope.setIncludeInTokenScope(true);
        scope.setDisplayOnConsentScreen(true);
        scope.setConsentScreenText("${" + wanted.text() + "}");
        if (wanted.isFlagged()) {
            scope.setAttribute(ClientScopeModel.PARAMETERIZED_SCOPE_TYPE, SmartAllowanceType.TYPE);
            scope.setIsParameterizedScope(true);
        }
        return new Change(
                ResourceType.CLIENT_SCOPE,
                OperationType.CREATE,
                "client-scopes/" + scope.getId(),
                ModelToRepresentation.toRepresentation(scope),
                "client scope " + wanted.name());
    }
}
