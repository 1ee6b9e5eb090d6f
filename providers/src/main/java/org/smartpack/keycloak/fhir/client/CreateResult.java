/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

/** What came of creating a resource. */
public sealed interface CreateResult {

    /** The FHIR server says that it has the resource (200, 201). */
    record Created() implements CreateResult {}

    /**
     * The FHIR server didn't say that it has the resource, and may still have it.
     *
     * @param reason for logs; holds nothing that the FHIR server sent but a status code
     */
    record Failed(String reason) implements CreateResult {}
}
