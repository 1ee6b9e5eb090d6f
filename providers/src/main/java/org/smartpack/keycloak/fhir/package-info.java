/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The FHIR servers of a realm, and FHIR's references and users. */
package org.smartpack.keycloak.fhir;
