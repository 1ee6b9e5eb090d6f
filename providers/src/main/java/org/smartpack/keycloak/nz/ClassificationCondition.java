/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

/** See {@link ClassificationConditionFactory}. */
final class ClassificationCondition
        extends AbstractClientPolicyConditionProvider<ClassificationCondition.Configuration> {

    /** What the console stores. */
    static final class Configuration extends ClientPolicyConditionConfigurationRepresentation {

        @JsonProperty(ClassificationConditionFactory.CLASSIFICATION)
        private String classification;

        @JsonProperty(ClassificationConditionFactory.UNCLASSIFIED)
        private boolean unclassified;
    }

    ClassificationCondition(KeycloakSession session) {
        super(session);
    }

    @Override
    public Class<Configuration> getConditionConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public String getProviderId() {
        return ClassificationConditionFactory.PROVIDER_ID;
    }

    /** Abstains only where Keycloak knows no client. */
    @Override
    public ClientPolicyVote applyPolicy(ClientPolicyContext context) {
        Optional<ClientModel> client = PolicyClient.of(session, context);
        if (client.isEmpty() && !(context instanceof ClientCRUDContext)) {
            return ClientPolicyVote.ABSTAIN;
        }
        boolean applies = client.flatMap(Classification::of)
                .map(this::isChosen)
                .orElseGet(() -> configuration.unclassified
                        && client.filter(KeycloaksClients::include).isEmpty());
        return applies ? ClientPolicyVote.YES : ClientPolicyVote.NO;
    }

    /** A setting that can't be read takes every classified client. */
    private boolean isChosen(Classification found) {
        return Classification.byId(configuration.classification)
                .map(found::equals)
                .orElse(true);
    }
}
