/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Discovery: {@code smart-configuration} of a realm, and Keycloak's own metadata documents made true where a realm uses
 * the pack.
 */
package org.smartpack.keycloak.discovery;
