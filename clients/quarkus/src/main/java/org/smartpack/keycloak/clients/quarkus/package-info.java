/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A backend service with Quarkus. */
package org.smartpack.keycloak.clients.quarkus;
