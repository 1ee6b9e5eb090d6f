/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Completes what a mapper needs when it is saved. For the mapper "FHIR server" these are client roles, client scopes
 * and the user attribute {@code fhirUser}; a profile may complete others. Nothing that exists is changed.
 */
package org.smartpack.keycloak.setup;
