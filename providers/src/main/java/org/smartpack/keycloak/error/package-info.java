/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What callers are told when something is refused: the error codes of OAuth 2.0, each with its status. */
package org.smartpack.keycloak.error;
