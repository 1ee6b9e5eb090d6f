/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.util.List;

/**
 * A script for wrk.
 *
 * @param name of the resource
 * @param threads of wrk
 * @param arguments beyond those that all scripts have
 */
record Script(String name, int threads, List<String> arguments) {

    Script {
        arguments = List.copyOf(arguments);
    }
}
