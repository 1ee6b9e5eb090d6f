/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Clients as Keycloak sees them: who they say they are, what they ask for, and what they are answered. */
package org.smartpack.keycloak.testkit.client;
