/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How a request's parameters are read, whatever the endpoint. */
package org.smartpack.keycloak.request;
