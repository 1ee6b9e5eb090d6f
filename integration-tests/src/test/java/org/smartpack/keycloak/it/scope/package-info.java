/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What scopes a token gets (SMART-SCOPE), at every endpoint that takes a scope parameter. */
package org.smartpack.keycloak.it.scope;
