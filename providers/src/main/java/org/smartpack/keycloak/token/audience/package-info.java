/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Which FHIR servers the tokens of backend services are for. */
package org.smartpack.keycloak.token.audience;
