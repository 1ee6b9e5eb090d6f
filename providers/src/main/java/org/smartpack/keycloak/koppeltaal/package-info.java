/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The profile Koppeltaal 2.0 (NL). No other package imports it. */
package org.smartpack.keycloak.koppeltaal;
