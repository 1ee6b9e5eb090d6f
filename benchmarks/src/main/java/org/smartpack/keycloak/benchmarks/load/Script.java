/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.util.List;

/**
 * A script for wrk.
 *
 * @param name the name of the resource
 * @param threads the number of wrk's threads
 * @param arguments arguments in addition to those of all scripts
 */
record Script(String name, int threads, List<String> arguments) {

    Script {
        arguments = List.copyOf(arguments);
    }
}
