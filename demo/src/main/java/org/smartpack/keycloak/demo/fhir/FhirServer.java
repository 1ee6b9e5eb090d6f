/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;

import org.smartpack.keycloak.demo.access.TokenVerifier;

/** A running FHIR server with the demo's data; each has data of its own. Closing it frees its port. */
public final class FhirServer implements AutoCloseable {

    private static final long REQUEST_BYTES = 1_000_000;

    /** A token with hundreds of granular scopes is far above the usual 8 kB (SMART-SCOPE-27). */
    private static final int HEADER_BYTES = 128 * 1024;

    private final Server jetty;
    private final String baseUrl;

    private FhirServer(Server jetty, String baseUrl) {
        this.jetty = jetty;
        this.baseUrl = baseUrl;
    }

    /** Starts one that goes by the system's clock. */
    public static FhirServer start(FhirServerSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    /**
     * Starts one.
     *
     * @param clock by which tokens expire
     * @throws IllegalStateException if it can't, for instance because the port is taken
     */
    public static FhirServer start(FhirServerSettings settings, Clock clock) {
        Server jetty = new Server();
        jetty.addConnector(connector(jetty, settings));
        jetty.setHandler(new SizeLimitHandler(REQUEST_BYTES, -1));
        ((SizeLimitHandler) jetty.getHandler()).setHandler(context(settings, clock));
        try {
            jetty.start();
        } catch (Exception e) {
            stop(jetty);
            throw new IllegalStateException(
                    "The FHIR server can't start on " + settings.host() + ":" + settings.port(), e);
        }
        return new FhirServer(jetty, settings.baseUrl());
    }

    private static ServerConnector connector(Server jetty, FhirServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    private static ServletContextHandler context(FhirServerSettings settings, Clock clock) {
        FhirContext fhir = FhirContext.forR4Cached();
        SearchParameters parameters = new SearchParameters(settings.baseUrl());
        ResourceStore store = new ResourceStore();
        DemoData.fill(store);
        Discovery discovery = new Discovery(settings.mainRealm(), settings.baseUrl());
        String path = URI.create(settings.baseUrl()).getPath();

        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        filter(context, path, new CorsFilter());
        filter(context, path, new JsonOnlyFilter());
        filter(
                context,
                path,
                new BearerTokenFilter(
                        new TokenVerifier(settings.realms(), settings.baseUrl(), clock),
                        new AccessFactory(store, parameters, settings.baseUrl())));
        context.addServlet(
                new ServletHolder(new SmartConfigurationServlet(discovery)), path + SmartConfigurationServlet.PATH);
        context.addServlet(new ServletHolder(restfulServer(settings, fhir, discovery, store, parameters)), path + "/*");
        return context;
    }

    private static void filter(ServletContextHandler context, String path, Filter filter) {
        context.addFilter(new FilterHolder(filter), path + "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    private static RestfulServer restfulServer(
            FhirServerSettings settings,
            FhirContext fhir,
            Discovery discovery,
            ResourceStore store,
            SearchParameters parameters) {
        RestfulServer server = new RestfulServer(fhir);
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(settings.baseUrl()));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(true);
        server.setServerConformanceProvider(new SecuredCapabilities(server, settings.realms(), discovery, parameters));
        server.setResourceProviders(SearchParameters.TYPES.stream()
                .<IResourceProvider>map(type -> new StoreProvider<>(type, store, parameters))
                .toList());
        return server;
    }

    /** The base URL, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        stop(jetty);
    }

    private static void stop(Server jetty) {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The FHIR server can't be stopped", e);
        }
    }
}
