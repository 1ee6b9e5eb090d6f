/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How clients prove who they are: SMART's signed JWT (asymmetric client authentication), the keys that it is checked
 * with, and what may be used only once. Profiles check other signed tokens with the same pieces.
 */
package org.smartpack.keycloak.clientauth;
