/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Bounded caches that are kept across requests. */
package org.smartpack.keycloak.memory;
