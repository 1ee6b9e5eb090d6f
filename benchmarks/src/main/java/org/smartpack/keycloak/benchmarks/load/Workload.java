/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

/** The requests that a server gets over and over. */
public interface Workload {

    /**
     * Writes the files that the script reads.
     *
     * @param folder the folder for the files
     * @param most the maximum number of operations
     */
    Script prepare(Path folder, int most);

    /**
     * Checks that a response is the one that should be measured.
     *
     * @throws IllegalStateException if it isn't
     */
    void check(JsonNode answer);
}
