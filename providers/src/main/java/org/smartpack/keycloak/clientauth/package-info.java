/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Client authentication: SMART's signed JWT (asymmetric client authentication), the keys that verify it, and the guard
 * against replays. Profiles verify other signed tokens with the same classes.
 */
package org.smartpack.keycloak.clientauth;
