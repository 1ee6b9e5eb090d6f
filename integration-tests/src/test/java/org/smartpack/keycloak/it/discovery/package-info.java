/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What realms say of themselves (SMART-DISC), and that realms which don't use the pack say what Keycloak says. */
package org.smartpack.keycloak.it.discovery;
