/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.hybrid;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** The client-policy executor {@code smart-hybrid-flow}, which lets SMART apps use {@code code id_token}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
@SuppressWarnings("rawtypes") // the SPI's own signature
public final class HybridFlowExecutorFactory
        implements ClientPolicyExecutorProviderFactory, PlainFactory<ClientPolicyExecutorProvider> {

    /** The provider's id, as the console lists it. */
    public static final String PROVIDER_ID = "smart-hybrid-flow";

    @Override
    public HybridFlowExecutor create(KeycloakSession session) {
        return new HybridFlowExecutor();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Lets SMART apps use response_type code id_token, as New Zealand requires it of confidential clients. "
                + "The client also needs the implicit flow and ID tokens as detached signatures; without this "
                + "executor, SMART apps can use only code.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
