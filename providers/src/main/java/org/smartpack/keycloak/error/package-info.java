/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Refusals: the catalogue of error codes with status and clause, the public description and the private reason. */
package org.smartpack.keycloak.error;
