/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The report of the results: the page and its plots. */
package org.smartpack.keycloak.benchmarks.report;
