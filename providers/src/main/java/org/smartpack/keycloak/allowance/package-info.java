/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a client may be granted. The SMART client scopes that an administrator assigns to a client are its allowances,
 * and a request gets what they cover. Connects the algebra of {@code scope} with Keycloak's parser of the scope
 * parameter.
 */
package org.smartpack.keycloak.allowance;
