/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The rules (NZ-*), each a client-policy executor that names its rule in every error. */
package org.smartpack.keycloak.nz.rule;
