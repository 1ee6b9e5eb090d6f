/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A resource server that reads its tokens as JWTs or introspects them; scopes are authorities. */
@Configuration
@Profile({"jwt", "opaque"})
class ResourceServer {

    @Bean
    SecurityFilterChain resources(HttpSecurity http, Environment environment) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/patients")
                        .hasAnyAuthority("SCOPE_system/Patient.rs", "SCOPE_patient/Patient.rs")
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> {
                    if (environment.acceptsProfiles(Profiles.of("jwt"))) {
                        server.jwt(Customizer.withDefaults());
                    } else {
                        server.opaqueToken(Customizer.withDefaults());
                    }
                })
                .build();
    }

    @RestController
    @Profile({"jwt", "opaque"})
    static class Resources {

        @GetMapping({"/patients", "/me"})
        Map<String, Object> who(Authentication caller) {
            return Map.of(
                    "name", caller.getName(),
                    "authorities",
                            caller.getAuthorities().stream()
                                    .map(GrantedAuthority::getAuthority)
                                    .toList());
        }
    }
}
