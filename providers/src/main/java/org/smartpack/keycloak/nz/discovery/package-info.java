/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What New Zealand's rules leave of what a realm's metadata offer. */
package org.smartpack.keycloak.nz.discovery;
