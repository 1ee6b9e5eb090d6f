/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The hybrid flow {@code code id_token} (OpenID Connect Core section 3.3). SMART apps use {@code code}; this flow is
 * for clients whose realm's client policies say so, and gives the browser nothing but a signature for the code.
 */
package org.smartpack.keycloak.launch.hybrid;
