/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Answers the scope parser's question; does nothing on Keycloak's own events. */
final class SmartScopesExecutor implements ClientPolicyExecutorProvider<SmartScopesExecutor.Configuration> {

    private UnknownScopePolicy policy = UnknownScopePolicy.REJECT;

    /** What the console stores. */
    static final class Configuration extends ClientPolicyExecutorConfigurationRepresentation {

        @JsonProperty(SmartScopesExecutorFactory.UNKNOWN_SCOPE)
        private String unknownScope;
    }

    @Override
    public void setupConfiguration(Configuration configuration) {
        // An unknown value is read as the strict one.
        policy = UnknownScopePolicy.byId(configuration.unknownScope).orElse(UnknownScopePolicy.REJECT);
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public String getProviderId() {
        return SmartScopesExecutorFactory.PROVIDER_ID;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        if (context instanceof SmartScopeRequestContext question) {
            question.apply(policy);
        }
    }
}
