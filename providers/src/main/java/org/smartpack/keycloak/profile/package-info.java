/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How profiles, such as Koppeltaal's, change what the pack does: nothing outside a profile knows which there are. */
package org.smartpack.keycloak.profile;
