/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.List;
import java.util.function.Function;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** The factory of a rule's executor. */
@SuppressWarnings("rawtypes") // the SPI's own signature
abstract class RuleFactory implements ClientPolicyExecutorProviderFactory, PlainFactory<ClientPolicyExecutorProvider> {

    private final String id;
    private final String help;
    private final Function<Settings, Rule> rules;

    /** @param help begins with the rule's number */
    RuleFactory(String id, String help, Function<Settings, Rule> rules) {
        this.id = id;
        this.help = help;
        this.rules = rules;
    }

    @Override
    public ClientPolicyExecutorProvider create(KeycloakSession session) {
        return new RuleExecutor(session, id, rules);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getHelpText() {
        return help;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
