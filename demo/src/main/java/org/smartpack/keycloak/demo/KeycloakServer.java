/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

/** A Keycloak process. */
public final class KeycloakServer {
    private KeycloakServer() {}
}
