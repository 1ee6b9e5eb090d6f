/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** FHIR AuditEvents about logins, sent to the FHIR service of a Koppeltaal domain (KT-AUD). */
package org.smartpack.keycloak.koppeltaal.audit;
