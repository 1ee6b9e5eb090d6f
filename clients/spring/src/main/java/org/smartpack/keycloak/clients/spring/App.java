/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.util.Map;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of the SMART app. */
@RestController
@Profile("client")
class App {

    private final String fhir;

    App(SmartSettings settings) {
        this.fhir = settings.fhir();
    }

    /** Where the EHR opens the app: it knows one FHIR server. */
    @GetMapping("/launch/{registration}")
    ResponseEntity<Void> launch(
            @PathVariable String registration, @RequestParam String iss, @RequestParam String launch) {
        if (!iss.equals(fhir)) {
            return ResponseEntity.badRequest().build();
        }
        return ResponseEntity.status(302)
                .location(UriComponentsBuilder.fromPath("/oauth2/authorization/{registration}")
                        .queryParam("launch", "{launch}")
                        .encode()
                        .buildAndExpand(registration, launch)
                        .toUri())
                .build();
    }

    @GetMapping("/me")
    Map<String, Object> me(@AuthenticationPrincipal OidcUser user) {
        return user.getClaims();
    }

    /** The patient that the app was opened for. */
    @GetMapping("/patient")
    String patient(
            @AuthenticationPrincipal OidcUser user, @RegisteredOAuth2AuthorizedClient OAuth2AuthorizedClient client) {
        return RestClient.create()
                .get()
                .uri(fhir + "/Patient/{id}", user.<Object>getClaim("patient"))
                .headers(
                        headers -> headers.setBearerAuth(client.getAccessToken().getTokenValue()))
                .retrieve()
                .body(String.class);
    }

    /** A valid access token: Spring refreshes it where need be. */
    @GetMapping("/token")
    String token(@RegisteredOAuth2AuthorizedClient OAuth2AuthorizedClient client) {
        return client.getAccessToken().getTokenValue();
    }
}
