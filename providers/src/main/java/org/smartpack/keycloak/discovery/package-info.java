/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Discovery: the {@code smart-configuration} of a realm, and corrections to Keycloak's own metadata documents in realms
 * that use the pack.
 */
package org.smartpack.keycloak.discovery;
