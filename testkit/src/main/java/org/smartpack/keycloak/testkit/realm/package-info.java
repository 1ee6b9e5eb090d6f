/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Realms of a running Keycloak, as an administrator makes and changes them. */
package org.smartpack.keycloak.testkit.realm;
