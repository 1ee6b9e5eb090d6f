/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A Koppeltaal domain as tests see it: its realm, its applications, portals, modules, roles and FHIR service. */
package org.smartpack.keycloak.testkit.koppeltaal;
