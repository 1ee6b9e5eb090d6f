/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import java.util.stream.Collectors;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.Urls;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Printable;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/** Finds the FHIR server that a request names in {@code aud} (SMART-AUTHZ-1, 2) or {@code resource} (RFC 8707). */
record Audience(KeycloakSession session, FhirServers servers) {

    static final String AUD = "aud";

    private static final String UNKNOWN = "aud is not the base URL of a FHIR server of this realm";
    private static final int MOST_NAMED = 10;

    FhirServer find(AuthorizationEndpointRequest request) throws Refusal {
        String wanted = wanted(request.getAdditionalReqParams().get(AUD), request.getResource());
        if (wanted == null) {
            throw Refusal.because(
                    OAuthError.INVALID_REQUEST, "aud is missing: it must be the base URL of the FHIR server");
        }
        return servers.at(wanted)
                .orElseThrow(() -> Refusal.of(
                        OAuthError.INVALID_REQUEST,
                        UNKNOWN,
                        UNKNOWN + ": " + Printable.line(wanted) + " is none of " + known()));
    }

    /** For the event. An app isn't told which FHIR servers there are. */
    private String known() {
        return servers.all().stream().map(FhirServer::baseUrl).limit(MOST_NAMED).collect(Collectors.joining(", "));
    }

    /**
     * The named URL; {@code null} if there is none. In a request object {@code aud} may name the authorization server
     * itself.
     */
    private String wanted(String aud, String resource) throws Refusal {
        if (aud == null || resource != null && isAuthorizationServer(aud)) {
            return resource;
        }
        if (resource != null && !BaseUrl.areSame(aud, resource)) {
            throw Refusal.because(OAuthError.INVALID_TARGET, "aud and resource name different FHIR servers");
        }
        return aud;
    }

    /**
     * Whether {@code aud} of a request object (RFC 9101) names the authorization server, alone or in an array, which
     * Keycloak passes on as text.
     */
    private boolean isAuthorizationServer(String aud) {
        String issuer = Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
        return issuer.equals(aud) || ("[\"" + issuer + "\"]").equals(aud);
    }
}
