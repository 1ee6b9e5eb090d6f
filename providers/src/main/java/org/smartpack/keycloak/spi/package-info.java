/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the pack's providers have in common towards Keycloak. It knows no other package. */
package org.smartpack.keycloak.spi;
