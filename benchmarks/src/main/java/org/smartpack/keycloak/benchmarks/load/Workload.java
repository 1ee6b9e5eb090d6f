/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

/** What a server is asked for, over and over. */
public interface Workload {

    /**
     * Leaves what the script reads.
     *
     * @param folder for files
     * @param most as many operations as there will be at most
     */
    Script prepare(Path folder, int most);

    /**
     * Looks at an answer: whether it is the one that was to be measured.
     *
     * @throws IllegalStateException if it isn't
     */
    void check(JsonNode answer);
}
