/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The algebra of SMART scopes: reading, comparing, narrowing and printing them. Plain Java that depends on neither
 * Keycloak nor HTTP nor any other package.
 */
package org.smartpack.keycloak.scope;
