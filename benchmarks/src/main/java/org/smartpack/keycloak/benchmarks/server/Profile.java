/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.util.List;

/**
 * Where a server spent its time.
 *
 * @param samples the number of sampled stacks
 * @param underPack how many of them had a method of the pack, including those in which the pack had called Keycloak
 * @param inPack how many of them were in the pack itself, or in a library that it called, and not in Keycloak
 * @param deoptimizations how often compiled code was given up
 * @param packMethods the pack's methods with the most samples
 * @param topMethods the methods that were most often on top of the stack, whoever's they are
 */
public record Profile(
        long samples, long underPack, long inPack, long deoptimizations, List<Hit> packMethods, List<Hit> topMethods) {

    /** A method and the number of samples. */
    public record Hit(String method, long samples) {}

    public Profile {
        packMethods = List.copyOf(packMethods);
        topMethods = List.copyOf(topMethods);
    }
}
