/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a client may be granted: the client scopes that an administrator assigned to it are its allowances, and a
 * request gets what they cover. Binds the algebra of {@code scope} to Keycloak's reading of the scope parameter.
 */
package org.smartpack.keycloak.allowance;
