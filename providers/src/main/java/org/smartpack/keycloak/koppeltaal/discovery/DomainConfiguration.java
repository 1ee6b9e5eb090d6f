/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

import org.smartpack.keycloak.discovery.Endpoints;
import org.smartpack.keycloak.discovery.SmartConfigurationRules;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;

/**
 * The {@code smart-configuration} of a Koppeltaal domain (KT-DISC-1): exactly these members and values, whatever else
 * the realm supports. There is no {@code registration_endpoint} and no {@code revocation_endpoint}, because Koppeltaal
 * forbids them.
 */
public final class DomainConfiguration implements SmartConfigurationRules {

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;

    /** The document of this domain, which is the request's realm. */
    public DomainConfiguration(KeycloakSession session, KoppeltaalDomain domain) {
        this.session = session;
        this.domain = domain;
    }

    @Override
    public Map<String, Object> document(Endpoints endpoints) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", endpoints.issuer());
        document.put("jwks_uri", endpoints.jwks());
        document.put("authorization_endpoint", endpoints.authorization());
        document.put("grant_types_supported", List.of("authorization_code", "client_credentials"));
        document.put("token_endpoint", endpoints.token());
        document.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        document.put(
                "scopes_supported",
                List.of("openid", "launch", "fhirUser", "system/*.cruds", "system/*.cruds?resource-origin="));
        document.put("response_types_supported", List.of("code"));
        document.put("management_endpoint", domain.management().orElseGet(this::console));
        document.put("introspection_endpoint", endpoints.introspection());
        document.put(
                "capabilities",
                List.of(
                        "launch-ehr",
                        "authorize-post",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-ehr-hti",
                        "permission-v2"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        return document;
    }

    /** The realm's admin console. */
    private String console() {
        return Urls.adminConsoleRoot(
                        session.getContext().getUri(UrlType.ADMIN).getBaseUri(),
                        session.getContext().getRealm().getName())
                .toString();
    }
}
