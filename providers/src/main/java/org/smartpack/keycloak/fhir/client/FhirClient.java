/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;

/**
 * Asks a FHIR server of the request's realm on the pack's own behalf. Each request carries a token that the realm signs
 * for it: for that server alone, for one minute, with the one scope that the request needs ({@code system/Patient.r}).
 * Bounded in time, bytes and number; follows no redirects. Nothing here throws because of what a FHIR server does.
 */
public interface FhirClient extends Provider {

    /** The client for the request's realm. */
    static FhirClient of(KeycloakSession session) {
        return session.getProvider(FhirClient.class);
    }

    /**
     * What a user sees at a FHIR server, asked in that user's name and with no right of the pack's own.
     *
     * @param user the resource that represents the user there
     */
    FhirView viewOf(FhirReference user, FhirServer server, Trace trace);

    /** Reads one resource, and waits for it for a few seconds at most. */
    ReadResult read(FhirServer server, FhirReference resource, Trace trace);

    /**
     * Creates one resource, later and at best effort: nobody waits for it or learns what came of it, save in the log. A
     * resource that can't be sent within a minute, or for which there is no room among those that wait, is lost.
     *
     * @param resource FHIR JSON with a {@code resourceType} and no {@code id}
     */
    void createLater(FhirServer server, ObjectNode resource, Trace trace);

    /**
     * The same for what anybody can bring about, and often: there is room for a few only, of their own, so that they are
     * lost rather than others.
     */
    void createIfQuiet(FhirServer server, ObjectNode resource, Trace trace);
}
