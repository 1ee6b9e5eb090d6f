/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Map;
import java.util.Set;

/** The realm {@code nz-health} and its clients, each of which has one of New Zealand's classes. */
final class NzClients {

    static final String REALM = "nz-health";

    private static final String PUBLIC = "public-spa";
    private static final Set<String> WITH_KEY = Set.of("provider-portal", "sensitive-portal", "system-feed");

    private NzClients() {}

    static boolean isPublic(String client) {
        return PUBLIC.equals(client);
    }

    static boolean hasKey(String client) {
        return WITH_KEY.contains(client);
    }

    static boolean isOne(String client) {
        return isPublic(client) || hasKey(client);
    }

    /** What the page needs to know. */
    static Map<String, Object> config(SampleAppSettings settings) {
        return Map.of(
                "issuer",
                settings.issuer(),
                "authorizationUrl",
                settings.authorizationUrl(),
                "tokenUrl",
                settings.tokenUrl(),
                "fhirBaseUrl",
                settings.fhirBaseUrl());
    }
}
