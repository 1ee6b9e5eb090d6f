/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

import org.smartpack.keycloak.token.TokenRules;

/** The client-policy executor {@code smart-nz-no-personal-data}, see {@link PersonalData}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
@SuppressWarnings("rawtypes") // the SPI's own signature
public final class PersonalDataFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public PersonalDataFactory() {
        super(
                "smart-nz-no-personal-data",
                "NZ-14: readable tokens must hold no personal data: no user attributes in access"
                        + " tokens, nor in ID tokens that are not encrypted.",
                settings -> new PersonalData(() -> false));
    }

    @Override
    public ClientPolicyExecutorProvider create(KeycloakSession session) {
        return new RuleExecutor(
                session,
                getId(),
                settings -> new PersonalData(() ->
                        TokenRules.of(session).filter(TokenRules::nameUsers).isPresent()));
    }
}
