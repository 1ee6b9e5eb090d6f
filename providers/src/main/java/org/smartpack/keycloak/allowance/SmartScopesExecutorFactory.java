/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * The client-policy executor {@code smart-scopes}. It sets how a SMART request is treated that names a scope which the
 * client doesn't have, for the clients that the policy's conditions select.
 */
@AutoService(ClientPolicyExecutorProviderFactory.class)
@SuppressWarnings("rawtypes") // the SPI's own signature
public final class SmartScopesExecutorFactory
        implements ClientPolicyExecutorProviderFactory, PlainFactory<ClientPolicyExecutorProvider> {

    /** The provider's id, as the console lists it. */
    public static final String PROVIDER_ID = "smart-scopes";

    /** {@code drop} or {@code reject}. */
    static final String UNKNOWN_SCOPE = "unknown-scope";

    @Override
    public ClientPolicyExecutorProvider<SmartScopesExecutor.Configuration> create(KeycloakSession session) {
        return new SmartScopesExecutor();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "How a SMART on FHIR request treats scopes that the client doesn't have, including malformed ones such "
                + "as system/Patient.sr. Without this executor, they are left out of requests in which a user takes "
                + "part, and make a client_credentials request fail.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(UNKNOWN_SCOPE)
                .label("Malformed or unknown SMART scope")
                .helpText(
                        "drop: leave it out; the request fails with invalid_scope only if neither data nor a launch is"
                                + " left. reject: the request fails with invalid_scope, and the error names the scope.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(UnknownScopePolicy.DROP.id(), UnknownScopePolicy.REJECT.id())
                .defaultValue(UnknownScopePolicy.REJECT.id())
                .add()
                .build();
    }
}
