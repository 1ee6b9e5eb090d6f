/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Token introspection in a Koppeltaal domain (INTRO-KT-1 to 10). */
package org.smartpack.keycloak.koppeltaal.introspection;
