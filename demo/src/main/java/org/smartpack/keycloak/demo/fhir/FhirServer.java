/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

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

/**
 * A running FHIR server with the demo's data, which is the same at each of its bases. Servers don't share data. Closing
 * it frees its port.
 */
public final class FhirServer implements AutoCloseable {

    private static final long REQUEST_BYTES = 1_000_000;

    /** A token with hundreds of granular scopes is far larger than the usual 8 kB (SMART-SCOPE-27). */
    private static final int HEADER_BYTES = 128 * 1024;

    private final Server jetty;
    private final List<FhirBase> bases;

    private FhirServer(Server jetty, List<FhirBase> bases) {
        this.jetty = jetty;
        this.bases = bases;
    }

    /** Starts a server with the system's clock. */
    public static FhirServer start(FhirServerSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    /**
     * Starts a server.
     *
     * @param clock the clock by which tokens expire
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
        return new FhirServer(jetty, settings.bases());
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
        SearchParameters parameters = new SearchParameters(settings.urls());
        ResourceStore store = new ResourceStore();
        DemoData.fill(store);
        AccessFactory accesses = new AccessFactory(store, parameters, settings.urls());
        AuditLog audits = new AuditLog(store);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        settings.bases().forEach(base -> add(context, base, clock, store, parameters, accesses, audits));
        return context;
    }

    private static void add(
            ServletContextHandler context,
            FhirBase base,
            Clock clock,
            ResourceStore store,
            SearchParameters parameters,
            AccessFactory accesses,
            AuditLog audits) {
        Discovery discovery = new Discovery(base);
        String path = base.path();
        filter(context, path, new CorsFilter());
        filter(context, path, new JsonOnlyFilter());
        filter(
                context,
                path,
                new AccessTokenFilter(base, new TokenVerifier(base.realm(), base.url(), clock), accesses));
        context.addServlet(
                new ServletHolder(new SmartConfigurationServlet(discovery)), path + SmartConfigurationServlet.PATH);
        RestfulServer server = restfulServer(base, discovery, store, parameters);
        if (base.realm().iua()) {
            server.registerInterceptor(new TokenUseAudit(base, audits, clock));
        }
        context.addServlet(new ServletHolder(server), path + "/*");
    }

    private static void filter(ServletContextHandler context, String path, Filter filter) {
        context.addFilter(new FilterHolder(filter), path + "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    private static RestfulServer restfulServer(
            FhirBase base, Discovery discovery, ResourceStore store, SearchParameters parameters) {
        RestfulServer server = new RestfulServer(FhirContext.forR4Cached());
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(base.url()));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(true);
        server.setServerConformanceProvider(new SecuredCapabilities(server, base.realm(), discovery, parameters));
        server.setResourceProviders(SearchParameters.TYPES.stream()
                .<IResourceProvider>map(type -> new StoreProvider<>(type, store, parameters))
                .toList());
        return server;
    }

    /** The bases, in the order of the settings. */
    public List<FhirBase> bases() {
        return bases;
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
