/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The scope engine by itself, measured with JMH in virtual machines of its own. */
package org.smartpack.keycloak.benchmarks.engine;
