/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What saving the mapper "FHIR server" creates in a realm. */
package org.smartpack.keycloak.it.setup;
