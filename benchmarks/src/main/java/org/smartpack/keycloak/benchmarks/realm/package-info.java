/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The realms that are measured: made over the admin REST API, the same for both servers save what only the pack knows.
 */
package org.smartpack.keycloak.benchmarks.realm;
