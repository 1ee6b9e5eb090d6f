/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a token lets its bearer do at the demo's FHIR server: the resource server's own reading of SMART scopes. It
 * shares no code with the pack on purpose, so that it is a second opinion on what the pack grants.
 */
package org.smartpack.keycloak.demo.access;
