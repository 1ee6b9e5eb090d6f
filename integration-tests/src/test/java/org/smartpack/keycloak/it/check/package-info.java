/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an administrator is told of mistakes: when they are saved, in the log, and by the realm check. */
package org.smartpack.keycloak.it.check;
