/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/** A running sample app. Closing it frees its port. */
public final class SampleApp implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    private SampleApp(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a sample app.
     *
     * @throws IllegalStateException if it can't, for instance because the port is taken
     */
    public static SampleApp start(SampleAppSettings settings) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", settings.port()), 0);
        } catch (IOException e) {
            throw new IllegalStateException("The sample app can't start on port " + settings.port(), e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        DemoKeys keys = new DemoKeys(settings.demoKeys());
        PageHeaders headers = new PageHeaders(settings);
        Backchannel backchannel = new Backchannel();
        ClientSigner signer = new ClientSigner(keys);
        Map<String, Route> routes = new HashMap<>(Map.of(
                "/", new StaticFiles(),
                "/config.json", request -> Answer.json(200, config(settings)),
                "/keys/", new PublicKeys(keys),
                "/demo-only/private-keys/", new PrivateKeys(keys),
                "/demo-only/assertion/", new SignedAssertions(signer, settings),
                "/introspect", new Introspection(backchannel, settings),
                "/ehr/choices.json", new EhrChoices(new RegisteredApps(new Administrator(backchannel, settings))),
                "/ehr/launch", new SameOriginJson(headers, new EhrLaunch(backchannel, settings)),
                "/app/config.json", request -> Answer.json(200, appConfig(settings))));
        routes.putAll(koppeltaal(headers, backchannel, signer, settings.in(KoppeltaalDomain.REALM)));
        routes.putAll(iua(headers, backchannel, settings.in(IuaToken.REALM)));
        routes.putAll(newZealand(headers, backchannel, signer, settings.in(NzClients.REALM)));
        routes.forEach((path, route) -> server.createContext(path, new RouteHandler(route, headers)));
        server.setExecutor(threads);
        server.start();
        return new SampleApp(server, threads);
    }

    /** The portal and the modules of the Koppeltaal domain. */
    private static Map<String, Route> koppeltaal(
            PageHeaders headers, Backchannel backchannel, ClientSigner signer, SampleAppSettings settings) {
        PendingLaunches launches = new PendingLaunches(Clock.systemUTC());
        return Map.of(
                "/koppeltaal/config.json",
                request -> Answer.json(200, koppeltaalConfig(settings)),
                "/koppeltaal/launch.json",
                new SameOriginJson(headers, new PortalLaunch(signer, settings)),
                ModuleLaunch.PATH,
                new ModuleLaunch(launches, settings),
                "/koppeltaal/smart.json",
                new SameOriginJson(headers, new SmartModuleLaunch(backchannel, launches, settings)),
                "/koppeltaal/redeem.json",
                new SameOriginJson(headers, new ModuleRedemption(backchannel, signer, launches, settings)),
                "/koppeltaal/refused.json",
                new SameOriginJson(headers, new ModuleRefusal(launches, settings)),
                "/koppeltaal/token.json",
                new SameOriginJson(headers, new ApplicationToken(backchannel, signer, settings)));
    }

    /** A client and the resource server of the IUA realm. */
    private static Map<String, Route> iua(PageHeaders headers, Backchannel backchannel, SampleAppSettings settings) {
        return Map.of(
                "/iua/config.json",
                request -> Answer.json(200, IuaToken.config(settings)),
                "/iua/token.json",
                new SameOriginJson(headers, new IuaToken(backchannel, settings)));
    }

    /** The clients of New Zealand's classes. */
    private static Map<String, Route> newZealand(
            PageHeaders headers, Backchannel backchannel, ClientSigner signer, SampleAppSettings settings) {
        return Map.of(
                "/nz/config.json",
                request -> Answer.json(200, NzClients.config(settings)),
                "/nz/token.json",
                new SameOriginJson(headers, new NzToken(backchannel, signer, settings)),
                "/nz/settings.json",
                new SameOriginJson(headers, new NzSettings(new Administrator(backchannel, settings))));
    }

    private static Map<String, Object> koppeltaalConfig(SampleAppSettings settings) {
        return Map.of(
                "issuer",
                settings.issuer(),
                "fhirBaseUrl",
                settings.fhirBaseUrl(),
                "users",
                KoppeltaalDomain.USERS,
                "applications",
                KoppeltaalDomain.APPLICATIONS);
    }

    private static Map<String, Object> config(SampleAppSettings settings) {
        return Map.of(
                "realm", settings.realm(),
                "issuer", settings.issuer(),
                "tokenUrl", settings.tokenUrl(),
                "fhirBaseUrl", settings.fhirBaseUrl(),
                "clients", List.of("bulk-client", "lab-feed"));
    }

    /** What an app knows from its registration: its client id at Keycloak, and its FHIR servers. */
    private static Map<String, Object> appConfig(SampleAppSettings settings) {
        return Map.of("clientId", "growth-chart", "servers", List.of(settings.fhirBaseUrl()));
    }

    /** The URL of the playground, with a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
