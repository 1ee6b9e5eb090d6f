/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Creates what a realm with a FHIR server needs when its mapper "FHIR server" is saved: client roles, client scopes and
 * the user attribute {@code fhirUser}. Nothing that exists is changed.
 */
package org.smartpack.keycloak.setup;
