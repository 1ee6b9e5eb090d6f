/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command {@code ./mvnw -Pbenchmarks}. It measures Keycloak alone and Keycloak with the pack side by side, under
 * the same load in turns, and the scope engine alone. The results become {@code docs/performance.md}.
 */
package org.smartpack.keycloak.benchmarks;
