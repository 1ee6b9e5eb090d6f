/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who calls one of the pack's own endpoints, and what all of those endpoints do alike: read a body strictly,
 * authenticate the caller in one way and no other, refuse, keep answers out of caches.
 */
package org.smartpack.keycloak.caller;
