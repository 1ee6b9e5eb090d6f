/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The requirements in docs/requirements, and what of the project names them. {@link
 * org.smartpack.keycloak.conformance.RequirementCheck} says what is wrong, {@link
 * org.smartpack.keycloak.conformance.UpdateReports} writes the reports of conformance.
 */
package org.smartpack.keycloak.conformance;
