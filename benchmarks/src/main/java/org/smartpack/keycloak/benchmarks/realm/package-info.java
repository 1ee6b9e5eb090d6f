/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The realms for measurements. They are created with the admin REST API, and are the same on both servers except for
 * what only the pack knows.
 */
package org.smartpack.keycloak.benchmarks.realm;
