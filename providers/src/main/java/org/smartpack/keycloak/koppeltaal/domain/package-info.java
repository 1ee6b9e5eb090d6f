/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The administrator's settings for a Koppeltaal domain and its applications. */
package org.smartpack.keycloak.koppeltaal.domain;
