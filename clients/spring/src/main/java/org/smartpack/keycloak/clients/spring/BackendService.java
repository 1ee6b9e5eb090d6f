/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

/** Reads from the FHIR server without a user. */
@RestController
@Profile("client")
class BackendService {

    private final RestClient fhir;

    BackendService(
            SmartSettings settings,
            ClientRegistrationRepository registrations,
            OAuth2AuthorizedClientService tokens,
            OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> requests) {
        var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(requests);
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, tokens);
        manager.setAuthorizedClientProvider(provider);
        this.fhir = RestClient.builder()
                .baseUrl(settings.fhir())
                .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
                .build();
    }

    @GetMapping("/backend/{registration}/{type}/{id}")
    String read(@PathVariable String registration, @PathVariable String type, @PathVariable String id) {
        return fhir.get()
                .uri("/{type}/{id}", type, id)
                .attributes(clientRegistrationId(registration))
                .retrieve()
                .body(String.class);
    }

    /** What the token endpoint said. */
    @ExceptionHandler
    ResponseEntity<String> refused(OAuth2AuthorizationException refusal) {
        return ResponseEntity.status(502).body(Refusals.answer(refusal.getError()));
    }
}
