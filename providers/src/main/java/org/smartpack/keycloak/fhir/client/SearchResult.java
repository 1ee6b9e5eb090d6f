/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of a search. */
public sealed interface SearchResult {

    /**
     * One page of what was found.
     *
     * @param resources of the type that was searched for, each with an id of FHIR's form, no two with one id; nothing
     *     else of them was checked
     * @param next the link to the next page; empty for the last one, and where the link leads away from the FHIR server
     */
    record Page(List<ObjectNode> resources, Optional<NextPage> next) implements SearchResult {

        public Page {
            resources = List.copyOf(resources);
        }
    }

    /**
     * The FHIR server can't be asked, refuses, is too slow, or its answer is none.
     *
     * @param reason for logs and events; holds nothing that the FHIR server sent but a status code
     */
    record Unavailable(String reason) implements SearchResult {}
}
