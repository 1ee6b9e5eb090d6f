/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** ITI-103: the metadata of an IUA realm. */
package org.smartpack.keycloak.iua.discovery;
