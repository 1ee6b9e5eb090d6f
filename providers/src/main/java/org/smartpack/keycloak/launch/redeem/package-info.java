/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The decision at the end of a login whether the app gets a code. What depends on the kind of launch is in
 * {@code kind}.
 */
package org.smartpack.keycloak.launch.redeem;
