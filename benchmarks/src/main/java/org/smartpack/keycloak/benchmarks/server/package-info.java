/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The servers that are measured: how they are installed, started and looked into. */
package org.smartpack.keycloak.benchmarks.server;
