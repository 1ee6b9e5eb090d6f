/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The state of a launch between requests: the registered context, the login that holds it, and the grant that waits for
 * its code. All of it is in the store for single-use objects, which the nodes of a cluster share, or in notes of the
 * login.
 */
package org.smartpack.keycloak.launch.store;
