/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a request says, whichever endpoint reads it. */
package org.smartpack.keycloak.request;
