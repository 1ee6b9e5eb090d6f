/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests with a browser: the admin console, the demo, the playground, and apps that use fhirclient. */
package org.smartpack.keycloak.it.browser;
