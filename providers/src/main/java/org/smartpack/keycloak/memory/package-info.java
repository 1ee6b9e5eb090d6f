/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is kept from request to request, within bounds. */
package org.smartpack.keycloak.memory;
