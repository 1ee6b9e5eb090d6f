/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The API at which an EHR registers a launch context: from the HTTP request to {@link
 * org.smartpack.keycloak.launch.store.LaunchStore}.
 */
package org.smartpack.keycloak.launch.api;
