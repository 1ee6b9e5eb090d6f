/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The kinds of launches. Each has its checks for the authorization request and for the end of the login, as ordered
 * lists. Only {@link org.smartpack.keycloak.launch.kind.LaunchKind} decides which kind a launch is.
 */
package org.smartpack.keycloak.launch.kind;
