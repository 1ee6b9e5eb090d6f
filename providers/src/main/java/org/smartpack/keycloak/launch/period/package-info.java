/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How long an app has access: what the realm offers, what Keycloak's own limits allow, and what the user chose. What
 * comes of it is an {@link org.smartpack.keycloak.launch.AccessEnd} in every token of the grant.
 */
package org.smartpack.keycloak.launch.period;
