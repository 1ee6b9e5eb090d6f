/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The result of reading a resource. */
public sealed interface ReadResult {

    /**
     * The resource. Its type and id are the requested ones; nothing else was checked.
     *
     * @param resource FHIR JSON
     */
    record Found(ObjectNode resource) implements ReadResult {}

    /** The FHIR server says that the resource doesn't exist (404), or no longer does (410). */
    record NotFound() implements ReadResult {}

    /**
     * The FHIR server can't be reached, didn't respond in time, or its response is unusable.
     *
     * @param reason for logs and events; contains nothing that the FHIR server sent except a status code
     */
    record Unavailable(String reason) implements ReadResult {}
}
