/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * The client-policy executor {@code smart-request-objects}. It refuses authorization requests that would make Keycloak
 * fetch something. Keycloak fetches the target of a {@code request_uri} (OpenID Connect Core section 6.2), and the JWKS
 * URL of a client that sends a signed {@code request}, from any address: the pack's address rules don't apply there.
 * Pushed authorization requests and request objects of clients with imported keys need no fetch.
 */
@AutoService(ClientPolicyExecutorProviderFactory.class)
@SuppressWarnings("rawtypes") // the SPI's own signature
public final class RequestObjectsExecutorFactory
        implements ClientPolicyExecutorProviderFactory, PlainFactory<ClientPolicyExecutorProvider> {

    /** The provider's id, as the console lists it. */
    public static final String PROVIDER_ID = "smart-request-objects";

    @Override
    public RequestObjectsExecutor create(KeycloakSession session) {
        return new RequestObjectsExecutor(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Refuses authorization requests for which Keycloak would have to fetch a request object, or the keys "
                + "for one, from any address. Pushed authorization requests and request objects of clients with "
                + "imported keys work.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
