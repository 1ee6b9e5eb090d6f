/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The requirements in docs/requirements, and what of the project names them. {@link
 * org.smartpack.keycloak.conformance.RequirementCheck} says what is wrong, {@link
 * org.smartpack.keycloak.conformance.UpdateRequirements} writes the tests into the pages.
 */
package org.smartpack.keycloak.conformance;
