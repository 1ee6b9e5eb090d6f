/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What all of the pack's providers have in common. It depends on no other package. */
package org.smartpack.keycloak.spi;
