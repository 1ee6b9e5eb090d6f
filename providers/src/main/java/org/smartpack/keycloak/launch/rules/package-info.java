/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A profile's rules for launches, the observer that informs it of their progress, and the reference in refusals by
 * which a launch can be found in logs.
 */
package org.smartpack.keycloak.launch.rules;
