/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * SMART HTI on FHIR: a portal launches a module with a token that it signs (HTI 2.0), and the module sends it as
 * {@code launch} or introspects it.
 */
package org.smartpack.keycloak.koppeltaal.hti;
