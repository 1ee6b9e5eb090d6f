/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The demo: a Keycloak with the pack and its realms, a FHIR server, and the apps to launch. */
package org.smartpack.keycloak.demo;
