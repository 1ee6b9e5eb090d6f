/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The decision at the end of a login: whether the app gets a code, and which context the grant behind it has. */
package org.smartpack.keycloak.launch.redeem;
