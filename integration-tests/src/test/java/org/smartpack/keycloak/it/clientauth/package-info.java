/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How clients prove who they are (asymmetric client authentication), and what is refused. */
package org.smartpack.keycloak.it.clientauth;
