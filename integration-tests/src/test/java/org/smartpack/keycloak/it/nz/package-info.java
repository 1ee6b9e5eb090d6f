/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** New Zealand's rules for health APIs (NZ): classes of clients, and what each class may and may not do. */
package org.smartpack.keycloak.it.nz;
