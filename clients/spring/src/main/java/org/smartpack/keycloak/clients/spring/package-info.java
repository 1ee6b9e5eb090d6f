/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A SMART app, a backend service and a resource server with Spring Security. */
package org.smartpack.keycloak.clients.spring;
