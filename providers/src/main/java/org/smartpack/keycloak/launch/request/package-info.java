/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The check of a SMART app's authorization request, before anybody logs in: what holds for every app is here, and what
 * hangs on the launch is in {@code kind}. What is found out is kept as notes of the login.
 */
package org.smartpack.keycloak.launch.request;
