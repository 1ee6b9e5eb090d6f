/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Token introspection (RFC 7662): {@code smart/introspect}, and what Keycloak's own endpoint says of SMART tokens. */
package org.smartpack.keycloak.introspection;
