/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/**
 * One {@code name=value} item of a scope's query, percent-decoded (SMART-SCOPE-20, SMART-SCOPE-24).
 *
 * @param name a FHIR search parameter, possibly with a modifier or a chain
 * @param value a FHIR search value; commas separate alternatives
 */
public record Restriction(String name, String value) {}
