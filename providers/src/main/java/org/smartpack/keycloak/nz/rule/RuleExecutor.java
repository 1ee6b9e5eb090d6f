/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;
import java.util.function.Function;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

import org.smartpack.keycloak.nz.Beginnings;
import org.smartpack.keycloak.nz.PolicyClient;

/**
 * Applies a rule: to a client when it is saved, and to its requests. A request is refused as well if the settings are
 * against the rule. Otherwise a client that was classified after it had been saved, or got a mapper since, would be
 * let through.
 */
final class RuleExecutor implements ClientPolicyExecutorProvider<Settings> {

    private final KeycloakSession session;
    private final String id;
    private final Function<Settings, Rule> rules;
    private Rule rule;

    RuleExecutor(KeycloakSession session, String id, Function<Settings, Rule> rules) {
        this.session = session;
        this.id = id;
        this.rules = rules;
        this.rule = rules.apply(new Settings());
    }

    @Override
    public void setupConfiguration(Settings settings) {
        rule = rules.apply(settings == null ? new Settings() : settings);
    }

    @Override
    public Class<Settings> getExecutorConfigurationClass() {
        return Settings.class;
    }

    @Override
    public String getProviderId() {
        return id;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (context instanceof ClientCRUDContext saving) {
            onSave(saving);
            return;
        }
        Optional<ClientModel> client = PolicyClient.of(session, context);
        if (client.isPresent()) {
            if (Beginnings.include(context)) {
                refuse(OAuthErrorException.UNAUTHORIZED_CLIENT, rule.fault(client.get()));
            }
            rule.check(context, client.get());
        }
    }

    private void onSave(ClientCRUDContext saving) throws ClientPolicyException {
        switch (saving.getEvent()) {
            case REGISTER, UPDATE ->
                rule.complete(
                        saving.getProposedClientRepresentation(), saving.getEvent() == ClientPolicyEvent.REGISTER);
            case REGISTERED, UPDATED -> {
                // As it is now, whatever part of it was sent. A client can always be switched off.
                ClientModel client = saving.getTargetClient();
                Optional<String> fault = client.isEnabled()
                        ? rule.fault(client).or(() -> rule.faultOnSave(session, client))
                        : Optional.empty();
                if (fault.isPresent()) {
                    session.getTransactionManager().setRollbackOnly();
                }
                refuse(OAuthErrorException.INVALID_CLIENT_METADATA, fault);
            }
            default -> {
                // Reading and deleting.
            }
        }
    }

    private static void refuse(String error, Optional<String> fault) throws ClientPolicyException {
        if (fault.isPresent()) {
            throw new ClientPolicyException(error, fault.get());
        }
    }
}
