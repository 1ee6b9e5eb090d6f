/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What saving the mapper "Koppeltaal application" sets (KT-DOM-8). */
package org.smartpack.keycloak.koppeltaal.setup;
