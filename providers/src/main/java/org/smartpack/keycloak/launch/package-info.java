/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The values that a launch is made of: what an EHR registers, what a token offers and what a grant keeps. The packages
 * below carry a launch from the authorization request to the authorization code; the token endpoint takes it from
 * there.
 */
package org.smartpack.keycloak.launch;
