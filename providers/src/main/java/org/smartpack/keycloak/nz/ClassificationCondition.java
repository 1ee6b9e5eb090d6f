/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

/** See {@link ClassificationConditionFactory}. */
final class ClassificationCondition
        extends AbstractClientPolicyConditionProvider<ClientPolicyConditionConfigurationRepresentation> {

    ClassificationCondition(KeycloakSession session) {
        super(session);
    }

    @Override
    public String getProviderId() {
        return ClassificationConditionFactory.PROVIDER_ID;
    }

    /**
     * Abstains only where Keycloak knows no client. Keycloak's own clients are never taken, not by the opposite of the
     * condition either: abstaining would leave them to a policy's further conditions. A setting that can't be read
     * takes every client that it could be about: those are saved under the policy's rules, and their requests are
     * refused with what is wrong.
     */
    @Override
    public ClientPolicyVote applyPolicy(ClientPolicyContext context) throws ClientPolicyException {
        Optional<ClientModel> client = PolicyClient.of(session, context);
        if (context instanceof ClientCRUDContext saving) {
            RegistrationGuard.check(session, saving);
        } else if (client.isEmpty()) {
            return ClientPolicyVote.ABSTAIN;
        }
        if (client.filter(KeycloaksClients::include).isPresent()) {
            return isNegativeLogic() ? ClientPolicyVote.YES : ClientPolicyVote.NO;
        }
        ConditionSettings settings = ConditionSettings.read(configuration.getConfigAsMap());
        if (!settings.matches(client.flatMap(Classification::of))) {
            return ClientPolicyVote.NO;
        }
        Optional<String> fault = settings.fault();
        if (fault.isPresent() && Beginnings.include(context)) {
            throw new ClientPolicyException(
                    OAuthErrorException.SERVER_ERROR,
                    "A client policy of the realm has a wrong condition " + getProviderId() + ": " + fault.get());
        }
        return ClientPolicyVote.YES;
    }
}
