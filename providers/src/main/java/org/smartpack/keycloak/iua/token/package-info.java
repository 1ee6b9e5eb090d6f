/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** ITI-71: what an IUA realm's tokens say, whom they are for, and in which formats they can be had. */
package org.smartpack.keycloak.iua.token;
