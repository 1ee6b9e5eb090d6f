/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Map;

/**
 * A mapper of a client, as a rule sees it.
 *
 * @param type the mapper's type, {@code smart-fhir-server} for instance
 * @param title the name of that type in the console
 * @param isStatement whether mappers of this type count only as a realm administrator approved them
 * @param isApproved whether this one is approved as it is
 */
public record CheckedMapper(
        String type, String title, boolean isStatement, boolean isApproved, Map<String, String> config) {}
