/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The callers of the pack's own endpoints, and what all of those endpoints have in common: they read a body strictly,
 * authenticate the caller in exactly one way, refuse calls, and keep responses out of caches.
 */
package org.smartpack.keycloak.caller;
