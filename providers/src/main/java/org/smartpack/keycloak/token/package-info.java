/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The token endpoint: the grants of SMART apps, including refresh, and the final processing of every token before it is
 * signed. Replaces Keycloak's grant types under their own names.
 */
package org.smartpack.keycloak.token;
