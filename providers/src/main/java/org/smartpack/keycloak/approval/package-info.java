/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a realm administrator has said of the realm on a client. Mappers are the place in the console, but whoever
 * manages a single client can write mappers too: those that mean something beyond that client count only as they were
 * approved.
 */
package org.smartpack.keycloak.approval;
