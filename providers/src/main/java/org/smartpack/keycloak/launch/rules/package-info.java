/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where a profile has its say about launches, and is told how they go. The refusals of a launch are here too, with the
 * reference by which a user finds the launch again.
 */
package org.smartpack.keycloak.launch.rules;
