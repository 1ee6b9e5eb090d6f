/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Everything about a refresh (RFC 6749 section 6): {@link SmartRefreshGrantType} handles the request,
 * {@link SmartRefreshProvider} runs the steps in order, and each step has a class of its own.
 */
package org.smartpack.keycloak.token.refresh;
