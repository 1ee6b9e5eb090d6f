/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The pack's own requests to a realm's FHIR servers: short, limited, each with a token that the realm signs for that
 * request alone.
 */
package org.smartpack.keycloak.fhir.client;
