/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Map;

/** A profile that has a {@code smart-configuration} document of its own. */
public interface SmartConfigurationRules {

    /** The document, as it is to be printed; {@code endpoints} are those of the request's realm. */
    Map<String, Object> document(Endpoints endpoints);
}
