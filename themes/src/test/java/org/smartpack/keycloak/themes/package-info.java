/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** That the theme is complete and readable; the integration tests see it on a running Keycloak. */
package org.smartpack.keycloak.themes;
