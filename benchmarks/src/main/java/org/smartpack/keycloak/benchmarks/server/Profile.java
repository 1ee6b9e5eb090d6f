/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.util.List;

/**
 * Where a server's time went.
 *
 * @param samples stacks that were looked at
 * @param inPack how many of them had a method of the pack on them
 * @param deoptimizations how often compiled code was given up
 * @param packMethods the pack's methods that were nearest to the top of the most stacks
 * @param topMethods the methods, of anybody, that were on top of the most stacks
 */
public record Profile(long samples, long inPack, long deoptimizations, List<Hit> packMethods, List<Hit> topMethods) {

    /** A method and the number of samples. */
    public record Hit(String method, long samples) {}

    public Profile {
        packMethods = List.copyOf(packMethods);
        topMethods = List.copyOf(topMethods);
    }

    /** The part of the samples that had the pack on the stack, 0 to 1. */
    public double packShare() {
        return samples == 0 ? 0 : (double) inPack / samples;
    }
}
