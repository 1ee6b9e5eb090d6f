/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What saving the mapper "IHE IUA realm" adds to the realm. */
package org.smartpack.keycloak.iua.setup;
