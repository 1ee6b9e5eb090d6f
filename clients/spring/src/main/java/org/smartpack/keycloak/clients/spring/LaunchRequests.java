/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import static org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI;

/** Spring's authorization requests with PKCE, the FHIR server as {@code aud}, and the {@code launch} of the EHR. */
final class LaunchRequests implements OAuth2AuthorizationRequestResolver {

    private final DefaultOAuth2AuthorizationRequestResolver standard;
    private final String fhir;

    LaunchRequests(ClientRegistrationRepository registrations, String fhir) {
        this.standard =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        this.standard.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        this.fhir = fhir;
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return withLaunch(standard.resolve(request), request);
    }

    @Override
    public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return withLaunch(standard.resolve(request, registration), request);
    }

    private OAuth2AuthorizationRequest withLaunch(OAuth2AuthorizationRequest begun, HttpServletRequest request) {
        if (begun == null) {
            return null;
        }
        String launch = request.getParameter("launch");
        return OAuth2AuthorizationRequest.from(begun)
                .additionalParameters(parameters -> {
                    parameters.put("aud", fhir);
                    if (launch != null) {
                        parameters.put("launch", launch);
                    }
                })
                .build();
    }
}
