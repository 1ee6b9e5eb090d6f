/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.time.Duration;
import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * See {@link HttpFhirClient}.
 *
 * <p>Server options ({@code spi-smart-fhir-client--http--...}): {@code timeout}, the total time for one request in
 * milliseconds (5000); {@code max-bytes}, the maximum size of a resource (1000000); {@code max-requests}, the most
 * concurrent requests from one node to one FHIR server (24); {@code outbox}, the most resources that wait to be created
 * on one FHIR server (200).
 */
@AutoService(FhirClientFactory.class)
public final class HttpFhirClientFactory implements FhirClientFactory {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BYTES = 1_000_000;
    private static final int MAX_REQUESTS = 24;

    private static final int OUTBOX = 200;

    /** The most resources that wait in the queue for {@link FhirClient#createIfQuiet}. */
    private static final int UNPROVEN = 20;

    private BoundedHttp http;
    private BoundedHttp views;
    private final UserSlots users = new UserSlots();
    private Outbox outbox;
    private Outbox unproven;

    @Override
    public void init(Config.Scope config) {
        http = http(config);
        views = http(config);
        outbox = new Outbox(config.getInt("outbox", OUTBOX), Time::currentTimeMillis);
        unproven = new Outbox(UNPROVEN, Time::currentTimeMillis);
    }

    private static BoundedHttp http(Config.Scope config) {
        return new BoundedHttp(
                Duration.ofMillis(config.getInt("timeout", TIMEOUT_MILLIS)),
                config.getInt("maxBytes", MAX_BYTES),
                config.getInt("maxRequests", MAX_REQUESTS));
    }

    @Override
    public FhirClient create(KeycloakSession session) {
        return new HttpFhirClient(session, http, views, users, outbox, unproven);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        if (http != null) {
            outbox.close();
            unproven.close();
            http.close();
            views.close();
        }
    }

    @Override
    public String getId() {
        return "http";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name("timeout")
                .helpText("How many milliseconds one request to a FHIR server may take in all.")
                .type("int")
                .defaultValue(TIMEOUT_MILLIS)
                .add()
                .property()
                .name("maxBytes")
                .helpText("How many bytes a resource of a FHIR server may have.")
                .type("int")
                .defaultValue(MAX_BYTES)
                .add()
                .property()
                .name("maxRequests")
                .helpText("How many requests one node may have under way to one FHIR server: on the "
                        + "pack's own behalf, and as many again in the names of users.")
                .type("int")
                .defaultValue(MAX_REQUESTS)
                .add()
                .property()
                .name("outbox")
                .helpText("How many resources may wait to be created at one FHIR server; more are dropped.")
                .type("int")
                .defaultValue(OUTBOX)
                .add()
                .build();
    }
}
