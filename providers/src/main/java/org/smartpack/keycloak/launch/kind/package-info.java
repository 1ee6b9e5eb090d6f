/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The kinds of launches. Each has its checks for the authorization request, and those for the end of the login, as
 * ordered lists; which kind it is, is decided in {@link org.smartpack.keycloak.launch.kind.LaunchKind} and nowhere
 * else.
 */
package org.smartpack.keycloak.launch.kind;
