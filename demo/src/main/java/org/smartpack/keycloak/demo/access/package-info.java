/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a token permits at the demo's FHIR server: the resource server's own interpretation of SMART scopes. It
 * deliberately shares no code with the pack, so that it is a second opinion on what the pack grants.
 */
package org.smartpack.keycloak.demo.access;
