/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests against a running Keycloak with the pack's jar, as it is installed. */
package org.smartpack.keycloak.it;
