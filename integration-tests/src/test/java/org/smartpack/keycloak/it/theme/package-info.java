/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The health theme on a running Keycloak, themes made from it, and the pack's pages in other themes. */
package org.smartpack.keycloak.it.theme;
