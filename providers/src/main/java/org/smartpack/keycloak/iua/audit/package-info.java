/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The audit event of ITI-71, which an IUA realm can send its resource server. */
package org.smartpack.keycloak.iua.audit;
