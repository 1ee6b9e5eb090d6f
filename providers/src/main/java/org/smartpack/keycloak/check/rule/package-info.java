/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Rules for realms: one class for each thing that can be wrong. They are pure, and read {@code CheckedRealm} only. */
package org.smartpack.keycloak.check.rule;
