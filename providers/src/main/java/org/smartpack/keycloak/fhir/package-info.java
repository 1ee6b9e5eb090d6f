/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The FHIR servers of a realm, and what FHIR calls things. */
package org.smartpack.keycloak.fhir;
