/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import org.smartpack.keycloak.fhir.FhirReference;

/**
 * What one user of the realm sees at one FHIR server. Each request carries a token that the realm signs for it: for
 * that server alone, for one minute, with the user's {@code fhirUser} and the one scope that the request needs ({@code
 * user/Patient.rs}). The FHIR server decides who is visible to whom; the pack never asks it with a right of its own.
 *
 * <p>Bounded in time, bytes and number as {@link FhirClient} is; nothing here throws because of what a FHIR server
 * does.
 */
public interface FhirView {

    /** Reads one resource. What the user may not see is {@link ReadResult.Unavailable}, or not found. */
    ReadResult read(FhirReference resource);

    /** The first page of a search. */
    SearchResult search(SearchQuery query);

    /**
     * A further page of a search.
     *
     * @param type the resource type that was searched for
     * @param next the link of the page before
     */
    SearchResult search(String type, NextPage next);
}
