/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where a profile has its say about launches, and is told how they go; with the reference that refusals give to users,
 * by which the launch is found again.
 */
package org.smartpack.keycloak.launch.rules;
