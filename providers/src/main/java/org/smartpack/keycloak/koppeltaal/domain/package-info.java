/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an administrator says of a Koppeltaal domain and of its applications. */
package org.smartpack.keycloak.koppeltaal.domain;
