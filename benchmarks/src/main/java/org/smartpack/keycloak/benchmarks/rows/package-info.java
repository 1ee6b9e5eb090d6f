/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The rows of the table: what is compared with what, and the measurements. */
package org.smartpack.keycloak.benchmarks.rows;
