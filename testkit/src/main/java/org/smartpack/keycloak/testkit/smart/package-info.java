/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The realm {@code smart} that the pack ships, and its apps. */
package org.smartpack.keycloak.testkit.smart;
