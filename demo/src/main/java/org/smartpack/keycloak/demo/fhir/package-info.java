/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The demo's FHIR server: HAPI FHIR's plain server with a handful of resources in memory. It permits a token exactly
 * what its scopes say.
 */
package org.smartpack.keycloak.demo.fhir;
