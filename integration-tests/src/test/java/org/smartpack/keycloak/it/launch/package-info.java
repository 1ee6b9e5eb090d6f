/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The launch of SMART apps, from the launch context API to the refreshed token. */
package org.smartpack.keycloak.it.launch;
