/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What makes a realm an IUA authorization server, and its settings. */
package org.smartpack.keycloak.iua.realm;
