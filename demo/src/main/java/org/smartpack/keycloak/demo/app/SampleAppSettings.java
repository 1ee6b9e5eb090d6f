/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.nio.file.Path;

import org.smartpack.keycloak.demo.fhir.FhirBase;

/**
 * The settings of a sample app.
 *
 * @param port the port to listen on, on 127.0.0.1
 * @param keycloakUrl Keycloak's address without a slash at the end
 * @param realm the realm to play with
 * @param fhirUrl the FHIR server's address without a slash at the end
 * @param demoKeys the folder with {@code <client_id>.jwks.json}
 */
public record SampleAppSettings(int port, String keycloakUrl, String realm, String fhirUrl, Path demoKeys) {

    String issuer() {
        return keycloakUrl + "/realms/" + realm;
    }

    /** The same settings with another realm. */
    SampleAppSettings in(String otherRealm) {
        return new SampleAppSettings(port, keycloakUrl, otherRealm, fhirUrl, demoKeys);
    }

    /** The FHIR server's base URL for the realm, without a slash at the end. */
    String fhirBaseUrl() {
        return FhirBase.url(fhirUrl, realm);
    }

    /** The URL of this server, without a slash at the end. */
    String origin() {
        return "http://127.0.0.1:" + port;
    }

    String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }

    String authorizationUrl() {
        return issuer() + "/protocol/openid-connect/auth";
    }

    String introspectionUrl() {
        return issuer() + "/smart/introspect";
    }
}
