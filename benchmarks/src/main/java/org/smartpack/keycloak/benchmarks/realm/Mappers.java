/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.benchmarks.server.Kind;

/**
 * Protocol mappers. Keycloak alone needs some to give the same responses as the pack, so that both do the same for
 * their clients.
 */
final class Mappers {

    private static final Map<String, String> EVERYWHERE =
            Map.of("access.token.claim", "true", "id.token.claim", "true", "introspection.token.claim", "true");

    private Mappers() {}

    private static Map<String, Object> mapper(String name, String type, Map<String, String> config) {
        return Map.of("name", name, "protocol", "openid-connect", "protocolMapper", type, "config", config);
    }

    /** The mapper that makes a client a FHIR server in the pack. */
    static Map<String, Object> fhirServer() {
        // The realm has just the scopes that a measurement gives it.
        return mapper("FHIR server", "smart-fhir-server", Map.of("base.url", BenchRealm.FHIR, "realm.setup", "false"));
    }

    /** The mappers of the client scope {@code launch}. */
    static List<Map<String, Object>> launch(Kind kind) {
        if (kind == Kind.PACK) {
            return List.of();
        }
        Map<String, String> patient = new LinkedHashMap<>(EVERYWHERE);
        patient.put("claim.name", "patient");
        patient.put("claim.value", BenchRealm.PATIENT);
        patient.put("jsonType.label", "String");
        patient.put("access.tokenResponse.claim", "true");
        return List.of(
                mapper("patient", "oidc-hardcoded-claim-mapper", patient),
                mapper(
                        "FHIR server",
                        "oidc-audience-mapper",
                        Map.of(
                                "included.client.audience", BenchRealm.FHIR_SERVER,
                                "access.token.claim", "true",
                                "introspection.token.claim", "true")),
                mapper(
                        "FHIR base URL",
                        "oidc-audience-mapper",
                        Map.of(
                                "included.custom.audience", BenchRealm.FHIR,
                                "access.token.claim", "true",
                                "introspection.token.claim", "true")));
    }

    /** The mappers of the client scope {@code fhirUser}. */
    static List<Map<String, Object>> fhirUser(Kind kind) {
        if (kind == Kind.PACK) {
            return List.of();
        }
        Map<String, String> config = new LinkedHashMap<>(EVERYWHERE);
        config.put("user.attribute", "fhirUser");
        config.put("claim.name", "fhirUser");
        config.put("jsonType.label", "String");
        return List.of(mapper("fhirUser", "oidc-usermodel-attribute-mapper", config));
    }
}
