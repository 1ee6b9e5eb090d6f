/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is refused, in one catalogue: the codes with status and clause, the public text and the private reason. */
package org.smartpack.keycloak.error;
