/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Extensions of Keycloak's own OpenID Connect protocol and of its endpoints for browsers and devices. They give the
 * pack the final decision at the end of a login, but decide nothing themselves.
 */
package org.smartpack.keycloak.launch.login;
