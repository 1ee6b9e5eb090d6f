/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What was found, for people: the page and its plots. */
package org.smartpack.keycloak.benchmarks.report;
