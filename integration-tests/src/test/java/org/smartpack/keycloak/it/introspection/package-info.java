/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Token introspection (INTRO), at the pack's endpoint and at Keycloak's own. */
package org.smartpack.keycloak.it.introspection;
