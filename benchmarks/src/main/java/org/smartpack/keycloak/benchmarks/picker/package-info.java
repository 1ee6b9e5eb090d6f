/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How fast the pages are on which a user chooses among many patients, and what they leave in memory. */
package org.smartpack.keycloak.benchmarks.picker;
