/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What users of apps agree to. */
package org.smartpack.keycloak.it.consent;
