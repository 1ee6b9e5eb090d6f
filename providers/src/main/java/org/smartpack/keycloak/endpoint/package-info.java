/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the pack serves below {@code /realms/{realm}}: one root for each first part of the path. */
package org.smartpack.keycloak.endpoint;
