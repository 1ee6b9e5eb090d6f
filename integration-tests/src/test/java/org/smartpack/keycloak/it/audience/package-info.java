/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Whom tokens with SMART scopes are for, and what they say of users. */
package org.smartpack.keycloak.it.audience;
