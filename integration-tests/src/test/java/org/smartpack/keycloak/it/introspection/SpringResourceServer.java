/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Map;

import jakarta.servlet.DispatcherType;

import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * A small resource server with Spring MVC and Spring Security as its documentation describes it for opaque tokens.
 * {@code /me} wants a token, {@code /observations} one with the scope {@code patient/Observation.rs}; both answer what
 * introspection said.
 */
final class SpringResourceServer implements AutoCloseable {

    private final Server server;

    private SpringResourceServer(Server server) {
        this.server = server;
    }

    static SpringResourceServer start(OpaqueTokenIntrospector introspector) {
        AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
        spring.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("introspector", introspector));
        spring.register(Application.class);
        ServletContextHandler handler = new ServletContextHandler("/", true, false);
        handler.addEventListener(new ContextLoaderListener(spring));
        handler.addFilter(
                new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain")),
                "/*",
                EnumSet.of(DispatcherType.REQUEST));
        handler.addServlet(new ServletHolder(new DispatcherServlet(spring)), "/");
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new SpringResourceServer(server);
    }

    String url(String path) {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a developer of a resource server writes. */
    @Configuration
    @EnableWebMvc
    @EnableWebSecurity
    static class Application {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/observations")
                            .hasAuthority("SCOPE_patient/Observation.rs")
                            .anyRequest()
                            .authenticated())
                    .oauth2ResourceServer(resources -> resources.opaqueToken(Customizer.withDefaults()))
                    .build();
        }

        @Bean
        Resources resources() {
            return new Resources();
        }
    }

    @RestController
    static class Resources {

        @GetMapping({"/me", "/observations"})
        Map<String, String> what(@AuthenticationPrincipal OAuth2AuthenticatedPrincipal caller) {
            return Map.of(
                    "sub", caller.getName(),
                    "patient", String.valueOf(caller.<Object>getAttribute("patient")),
                    "client_id", String.valueOf(caller.<Object>getAttribute("client_id")));
        }
    }
}
