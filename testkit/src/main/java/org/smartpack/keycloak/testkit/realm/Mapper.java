/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.realm;

import java.util.Map;

/** Representations of protocol mappers. */
public final class Mapper {

    private Mapper() {}

    /** One of OpenID Connect. */
    public static Map<String, Object> of(String name, String type, Map<String, String> config) {
        return of("openid-connect", name, type, config);
    }

    /** One of SAML. */
    public static Map<String, Object> saml(String name, String type, Map<String, String> config) {
        return of("saml", name, type, config);
    }

    private static Map<String, Object> of(String protocol, String name, String type, Map<String, String> config) {
        return Map.of("name", name, "protocol", protocol, "protocolMapper", type, "config", config);
    }

    /** Makes access tokens be for an audience as well. */
    public static Map<String, Object> audience(String audience) {
        return of(
                "audience " + audience,
                "oidc-audience-mapper",
                Map.of("included.custom.audience", audience, "access.token.claim", "true"));
    }
}
