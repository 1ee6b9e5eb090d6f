/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The pack's endpoints below {@code /realms/{realm}}: one class for each first part of the path. */
package org.smartpack.keycloak.endpoint;
