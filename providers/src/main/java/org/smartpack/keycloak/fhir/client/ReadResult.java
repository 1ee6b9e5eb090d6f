/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of reading a resource. */
public sealed interface ReadResult {

    /**
     * The resource, of the type and with the id that was asked for; nothing else of it was checked.
     *
     * @param resource FHIR JSON
     */
    record Found(ObjectNode resource) implements ReadResult {}

    /** The FHIR server says that there is none (404), or none any more (410). */
    record NotFound() implements ReadResult {}

    /**
     * The FHIR server can't be asked, not in time, or its answer is none.
     *
     * @param reason for logs and events; holds nothing that the FHIR server sent but a status code
     */
    record Unavailable(String reason) implements ReadResult {}
}
