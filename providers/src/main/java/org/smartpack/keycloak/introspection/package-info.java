/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Token introspection (RFC 7662): the endpoint {@code smart/introspect}, and Keycloak's own endpoint for SMART tokens.
 */
package org.smartpack.keycloak.introspection;
