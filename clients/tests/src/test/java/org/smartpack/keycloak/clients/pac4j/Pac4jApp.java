/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.pac4j;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.pac4j.core.client.Clients;
import org.pac4j.core.config.Config;
import org.pac4j.core.profile.ProfileManager;
import org.pac4j.jee.context.JEEContext;
import org.pac4j.jee.context.session.JEESessionStore;
import org.pac4j.jee.filter.CallbackFilter;
import org.pac4j.jee.filter.SecurityFilter;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.profile.OidcProfile;

/**
 * A web application that pac4j guards: whoever opens {@code /me} signs in and is shown the access token.
 *
 * @param url its address, without a slash at the end
 */
record Pac4jApp(Server server, String url) implements AutoCloseable {

    static Pac4jApp start(OidcClient client, int port) {
        String url = "http://127.0.0.1:" + port;
        Config config = new Config(new Clients(url + "/callback", client));
        ServletContextHandler pages = new ServletContextHandler("/", true, false);
        CallbackFilter callback = new CallbackFilter(config, "/me");
        callback.setDefaultClient(client.getName());
        filter(pages, callback, "/callback");
        filter(pages, new SecurityFilter(config, client.getName()), "/me");
        pages.addServlet(new ServletHolder(new Me(config)), "/me");
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(pages);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Pac4jApp(server, url);
    }

    private static void filter(ServletContextHandler pages, Filter filter, String path) {
        pages.addFilter(new FilterHolder(filter), path, EnumSet.of(DispatcherType.REQUEST));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Me extends HttpServlet {

        private final transient Config config;

        Me(Config config) {
            this.config = config;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ProfileManager users = new ProfileManager(new JEEContext(request, response), new JEESessionStore());
            // With that it refreshes a token that has expired.
            users.setConfig(config);
            OidcProfile user = users.getProfile(OidcProfile.class).orElseThrow();
            response.setHeader("fhir-user", (String) user.getAttribute("fhirUser"));
            response.getWriter().write(user.getAccessToken().getValue());
        }
    }
}
