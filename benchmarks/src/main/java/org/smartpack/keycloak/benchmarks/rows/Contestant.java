/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import org.smartpack.keycloak.benchmarks.load.Workload;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/**
 * A server with a workload.
 *
 * @param name a name that is unique in its row
 */
record Contestant(String name, RunningKeycloak server, Workload workload) {}
