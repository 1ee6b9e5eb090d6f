/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the pack's own endpoints have in common, whatever they are for. */
package org.smartpack.keycloak.it.endpoint;
