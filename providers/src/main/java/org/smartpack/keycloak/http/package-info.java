/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP clients for servers that may be slow, down or hostile. */
package org.smartpack.keycloak.http;
