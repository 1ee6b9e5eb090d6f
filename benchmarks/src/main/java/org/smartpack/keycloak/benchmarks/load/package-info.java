/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Load: what is sent with wrk, and the results. */
package org.smartpack.keycloak.benchmarks.load;
