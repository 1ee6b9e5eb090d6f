/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The profile Koppeltaal 2.0 (KT): applications and their tokens, launches with HTI tokens, AuditEvents. */
package org.smartpack.keycloak.it.koppeltaal;
