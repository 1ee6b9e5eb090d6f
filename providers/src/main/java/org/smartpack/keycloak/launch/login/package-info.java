/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The extensions of Keycloak's own OpenID Connect protocol and of its endpoints for browsers and devices. They give the
 * pack the last word at the end of a login, and decide nothing themselves.
 */
package org.smartpack.keycloak.launch.login;
