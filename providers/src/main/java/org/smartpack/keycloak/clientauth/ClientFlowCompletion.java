/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Comparator;
import java.util.List;

import org.jboss.logging.Logger;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Makes "SMART signed JWT" work as soon as a client uses it. Keycloak runs a client authenticator only if it is in the
 * realm's client authentication flow, which by default has only Keycloak's own. When the first client chooses the
 * authenticator, in whatever way (console, REST, import), the flow gets one more alternative. Realms without such a
 * client stay untouched, so that the pack can be removed without a trace.
 */
final class ClientFlowCompletion implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(ClientFlowCompletion.class);

    /** SMART: access tokens of backend services "SHOULD" live five minutes; in seconds. */
    private static final int TOKEN_LIFE = 300;

    private static final String USED = ClientFlowCompletion.class.getName() + ":used:";

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof ClientModel.ClientUpdatedEvent updated && usesSmartJwt(updated.getUpdatedClient())) {
            ClientModel client = updated.getUpdatedClient();
            RealmModel realm = updated.getKeycloakSession()
                    .realms()
                    .getRealm(client.getRealm().getId());
            limitTokenLife(client, realm);
            // An import creates clients before flows.
            updated.getKeycloakSession().setAttribute(USED + realm.getId(), true);
            complete(realm);
        } else if (event instanceof RealmModel.RealmPostCreateEvent created
                && created.getKeycloakSession()
                                .getAttribute(USED + created.getCreatedRealm().getId())
                        != null) {
            complete(created.getCreatedRealm());
        }
    }

    /**
     * Completes a flow that has just been bound to the realm, if the one before was complete. Searching for clients
     * that use the authenticator would take long in a large realm, and would find only those that the administrator may
     * see.
     */
    static void completeLikeOthers(RealmModel realm) {
        if (realm.getAuthenticationFlowsStream().anyMatch(flow -> isComplete(realm, flow))) {
            complete(realm);
        }
    }

    private static boolean isComplete(RealmModel realm) {
        AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
        return flow != null && isComplete(realm, flow);
    }

    private static boolean isComplete(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .anyMatch(e -> SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(e.getAuthenticator()));
    }

    private static boolean usesSmartJwt(ClientModel client) {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType());
    }

    /** Does nothing if the client has its own lifespan or the realm's is shorter anyway. */
    private static void limitTokenLife(ClientModel client, RealmModel realm) {
        String own = client.getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN);
        int inherited = realm.getAccessTokenLifespan();
        if ((own == null || own.isBlank()) && (inherited < 1 || inherited >= TOKEN_LIFE)) {
            client.setAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN, String.valueOf(TOKEN_LIFE));
        }
    }

    private static void complete(RealmModel realm) {
        AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
        if (flow == null) {
            return;
        }
        if (isComplete(realm)) {
            return;
        }
        List<AuthenticationExecutionModel> executions =
                realm.getAuthenticationExecutionsStream(flow.getId()).toList();
        if (executions.stream().anyMatch(AuthenticationExecutionModel::isRequired)) {
            LOG.warnf(
                    "Realm %s: clients with the authenticator \"SMART signed JWT\" can't authenticate, because flow \"%s\""
                            + " requires another one. Set that one to Alternative under Authentication > Flows.",
                    realm.getName(), flow.getAlias());
            return;
        }
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setParentFlow(flow.getId());
        execution.setAuthenticator(SmartJwtAuthenticatorFactory.PROVIDER_ID);
        execution.setAuthenticatorFlow(false);
        execution.setRequirement(AuthenticationExecutionModel.Requirement.ALTERNATIVE);
        // It goes first, so that a second credential in the request can't win before the assertion is checked.
        execution.setPriority(executions.stream()
                        .map(AuthenticationExecutionModel::getPriority)
                        .min(Comparator.naturalOrder())
                        .orElse(1)
                - 1);
        realm.addAuthenticatorExecution(execution);
        LOG.infof("Realm %s: added \"SMART signed JWT\" to the client flow \"%s\"", realm.getName(), flow.getAlias());
    }
}
