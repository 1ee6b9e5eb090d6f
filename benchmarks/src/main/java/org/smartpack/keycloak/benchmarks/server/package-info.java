/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The measured servers: how they are installed, started and profiled. */
package org.smartpack.keycloak.benchmarks.server;
