/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What can be wrong in a Koppeltaal domain. */
package org.smartpack.keycloak.koppeltaal.check;
