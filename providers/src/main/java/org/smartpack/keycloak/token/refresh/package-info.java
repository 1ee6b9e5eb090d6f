/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Everything of a refresh (RFC 6749 section 6): {@link SmartRefreshGrant} takes the request, {@link SmartRefreshProvider} has
 * the steps in their order, and each step has a type of its own.
 */
package org.smartpack.keycloak.token.refresh;
