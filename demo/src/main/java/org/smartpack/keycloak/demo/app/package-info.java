/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The demo's sample app: pages without a build step, the demo clients' keys, and a strict content security policy. */
package org.smartpack.keycloak.demo.app;
