/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;

/**
 * A user with a value of {@code fhirUser}, as a rule sees it.
 *
 * @param name the user name; empty if the caller may not see users
 * @param values the values, each once
 */
public record CheckedUser(String name, List<String> values) {}
