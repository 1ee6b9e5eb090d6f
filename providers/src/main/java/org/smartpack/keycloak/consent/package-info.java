/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The step in which users choose what an app may do (SMART-SCOPE-60, 66): a required action of Keycloak's, before
 * Keycloak's own consent page and in its place. What is chosen becomes the request: code, tokens and refresh follow
 * from it.
 */
package org.smartpack.keycloak.consent;
