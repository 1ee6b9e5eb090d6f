/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The servers, administrators and browsers that the tests share; realms and clients have packages of their own. */
package org.smartpack.keycloak.testkit;
