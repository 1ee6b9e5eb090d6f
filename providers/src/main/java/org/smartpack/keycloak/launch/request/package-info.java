/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The check of a SMART app's authorization request, before anybody logs in. The rules for every app are here, and those
 * that depend on the kind of launch are in {@code kind}. The results are kept as notes of the login.
 */
package org.smartpack.keycloak.launch.request;
