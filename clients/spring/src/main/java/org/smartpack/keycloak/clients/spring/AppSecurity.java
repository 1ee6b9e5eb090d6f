/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;

/** A SMART app: the EHR opens {@code /launch}, the user signs in at Keycloak. */
@Configuration
@Profile("client")
class AppSecurity {

    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository registrations, SmartSettings settings)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/launch/*", "/backend/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(
                                new LaunchRequests(registrations, settings.fhir())))
                        .redirectionEndpoint(endpoint -> endpoint.baseUri("/callback"))
                        .defaultSuccessUrl("/me", true)
                        .failureHandler((request, response, failure) -> {
                            response.setStatus(401);
                            response.getWriter()
                                    .write(Refusals.answer(((OAuth2AuthenticationException) failure).getError()));
                        }))
                .build();
    }

    /** The token response's context beside the claims about the user, at sign-in and at each refresh. */
    @Bean
    OAuth2UserService<OidcUserRequest, OidcUser> users() {
        OidcUserService standard = new OidcUserService();
        return request -> {
            OidcUser user = standard.loadUser(request);
            Map<String, Object> claims = new LinkedHashMap<>(user.getClaims());
            claims.put("patient", request.getAdditionalParameters().get("patient"));
            return new DefaultOidcUser(user.getAuthorities(), user.getIdToken(), new OidcUserInfo(claims));
        };
    }

    /** Refreshes before each use, for the tests. An app leaves this bean out: a minute ahead is the default. */
    @Bean
    RefreshTokenOAuth2AuthorizedClientProvider early(
            OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> requests) {
        var provider = new RefreshTokenOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(requests);
        provider.setClockSkew(Duration.ofMinutes(10));
        return provider;
    }
}
