/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Which patients belong to a user: their own record, those whom they care for, those whom they treat. */
package org.smartpack.keycloak.launch.people;
