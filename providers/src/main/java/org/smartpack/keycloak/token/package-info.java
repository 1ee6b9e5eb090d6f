/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The token endpoint: the grants of SMART apps, refreshing included, and the last look at every token before it is
 * signed. Takes the place of Keycloak's grant types under their own names.
 */
package org.smartpack.keycloak.token;
