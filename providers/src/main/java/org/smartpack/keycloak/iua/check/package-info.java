/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the realm check finds in an IUA realm. */
package org.smartpack.keycloak.iua.check;
