/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is kept of a launch between requests: the registered context, the login that has it and the grant that waits for
 * its code. Everything is in the store for single-use objects, which the nodes of a cluster share, or in notes of the
 * login.
 */
package org.smartpack.keycloak.launch.store;
