/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An administrator's settings for one SMART app: the mapper in the console, and its settings as a value. */
package org.smartpack.keycloak.launch.app;
