/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** ITI-102: introspection in an IUA realm. */
package org.smartpack.keycloak.iua.introspection;
