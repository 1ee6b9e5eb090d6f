/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The values of a launch: what an EHR registers, what a token offers and what a grant keeps. The packages below take a
 * launch from the authorization request to the authorization code; the package {@code token} does the rest.
 */
package org.smartpack.keycloak.launch;
