/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Mappers on clients that affect the whole realm. They are edited in the console like any mapper, but whoever manages a
 * single client can write mappers too. So those with an effect beyond their client count only as a realm administrator
 * approved them.
 */
package org.smartpack.keycloak.approval;
