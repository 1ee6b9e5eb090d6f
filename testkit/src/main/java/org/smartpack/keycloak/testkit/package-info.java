/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The servers, administrators, browsers and clients that the tests share. */
package org.smartpack.keycloak.testkit;
