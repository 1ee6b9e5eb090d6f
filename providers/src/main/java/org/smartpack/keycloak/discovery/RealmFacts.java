/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;

import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * What a realm really supports, as far as discovery reports it. All of it comes from Keycloak's realm cache; the
 * realm's clients are never scanned.
 *
 * @param clientAuthentication how clients can authenticate
 * @param publishedScopes the names of client scopes that Keycloak would publish; administrators choose them (a switch
 *     of each client scope, and a server option)
 * @param scopesByRule whether the server feature {@code parameterized-scopes}, which granting by rule needs, is on
 * @param fhirServer whether the realm has a FHIR server that apps can name in {@code aud}
 * @param patientStep whether users can be asked to choose a patient
 */
record RealmFacts(
        ClientAuthentication clientAuthentication,
        List<String> publishedScopes,
        boolean scopesByRule,
        boolean fhirServer,
        boolean patientStep) {

    /** The facts of the request's realm. */
    static RealmFacts of(KeycloakSession session, List<String> publishedScopes) {
        return new RealmFacts(
                ClientAuthentication.of(session),
                publishedScopes,
                Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES),
                !FhirServers.of(session).all().isEmpty(),
                PatientStep.of(session.getContext().getRealm()).isOn());
    }

    /** Whether a client can authenticate with a SMART signed JWT. */
    boolean signedJwt() {
        return clientAuthentication.runs(ClientAuthentication.SMART_SIGNED_JWT);
    }

    /** Whether a client can authenticate with its secret. */
    boolean clientSecret() {
        return clientAuthentication.accepts("client_secret_basic");
    }

    /**
     * Whether the realm uses the pack at all. The pack is installed on a server where most realms may have nothing to
     * do with SMART; their metadata stay as they were.
     */
    boolean usesPack() {
        return signedJwt()
                || fhirServer
                || publishedScopes.stream().anyMatch(name -> Scope.parseAllowance(name) instanceof ResourceScope);
    }

    /** Whether allowances are granted by rule. */
    boolean grantsByRule() {
        return scopesByRule && usesPack();
    }

    /** Whether apps can be launched: there is a FHIR server, and its scopes are granted. */
    boolean launches() {
        return fhirServer && scopesByRule;
    }

    /** Whether apps can be opened without an EHR, by users who choose the patient. */
    boolean letsUsersChoose() {
        return launches() && patientStep;
    }

    /** Whether an app can be granted {@code offline_access}. */
    boolean offersOfflineAccess() {
        return launches() && publishedScopes.contains("offline_access");
    }

    /** Whether an app can be granted {@code online_access}, a client scope that an administrator creates. */
    boolean offersOnlineAccess() {
        return launches() && publishedScopes.contains("online_access");
    }
}
