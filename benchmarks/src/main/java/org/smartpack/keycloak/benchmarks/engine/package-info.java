/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The scope engine alone, measured with JMH in separate virtual machines. */
package org.smartpack.keycloak.benchmarks.engine;
