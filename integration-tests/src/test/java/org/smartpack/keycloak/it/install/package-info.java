/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Installing the pack: what an administrator is told, also where the server feature is off or a provider is lost. */
package org.smartpack.keycloak.it.install;
