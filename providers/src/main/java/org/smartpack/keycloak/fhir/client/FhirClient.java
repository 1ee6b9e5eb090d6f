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
 * The pack's own requests to the FHIR servers of the request's realm. For each request the realm signs a token: valid
 * for that server only, for one minute, with only the scope that the request needs ({@code system/Patient.r}). Requests
 * are limited in time, size and number, and follow no redirects. No method throws because of what a FHIR server does.
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

    /** Reads one resource, waiting a few seconds at most. */
    ReadResult read(FhirServer server, FhirReference resource, Trace trace);

    /**
     * Creates one resource later, on a best-effort basis. Nobody waits for the result, which only the log reports. A
     * resource is lost if it can't be sent within a minute, or if the queue is full.
     *
     * @param resource FHIR JSON with a {@code resourceType} and no {@code id}
     */
    void createLater(FhirServer server, ObjectNode resource, Trace trace);

    /**
     * Like {@link #createLater}, for resources that anybody can cause in large numbers. They have a small queue of
     * their own, so that they are lost rather than others.
     */
    void createIfQuiet(FhirServer server, ObjectNode resource, Trace trace);
}
