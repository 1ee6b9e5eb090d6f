/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The extension point for profiles, such as Koppeltaal's. Nothing outside a profile knows which profiles exist. */
package org.smartpack.keycloak.profile;
