/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a {@link org.smartpack.keycloak.testkit.ClockedServer} has in its Keycloak: an extension that moves its time.
 */
package org.smartpack.keycloak.testkit.clock;
