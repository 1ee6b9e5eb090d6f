/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Load: what is sent, by wrk, and what came of it. */
package org.smartpack.keycloak.benchmarks.load;
