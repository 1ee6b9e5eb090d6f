/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.context.DynamicClientRegisteredContext;
import org.keycloak.services.clientpolicy.context.DynamicClientUnregisterContext;
import org.keycloak.services.clientpolicy.context.DynamicClientUpdatedContext;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.approval.RealmAdministrator;

/**
 * What a client must not decide by what it is registered as: its class, which a registration could name as one of
 * Keycloak's {@code defaultRoles}, and that it is one of Keycloak's own clients, which the rules for clients without a
 * class leave out. See {@link ClassGuard} for the roles themselves.
 */
final class RegistrationGuard {

    private static final String BEFORE = RegistrationGuard.class.getName() + ":";

    /** What a client was before it is saved. */
    private record Before(String clientId, Optional<Classification> classification) {}

    private RegistrationGuard() {}

    static void check(KeycloakSession session, ClientCRUDContext saving) throws ClientPolicyException {
        switch (saving.getEvent()) {
            case UPDATE -> remember(session, saving.getTargetClient());
            case REGISTERED, UPDATED -> checkSaved(session, saving, saving.getTargetClient());
            case UNREGISTER -> checkDeletion(saving);
            default -> {
                // A client that is registered is looked at when it is there.
            }
        }
    }

    /** Several policies may ask, all of them before anything is changed. */
    private static void remember(KeycloakSession session, ClientModel client) {
        session.setAttribute(BEFORE + client.getId(), new Before(client.getClientId(), Classification.of(client)));
    }

    private static void checkSaved(KeycloakSession session, ClientCRUDContext saving, ClientModel client)
            throws ClientPolicyException {
        Optional<Before> before = Optional.ofNullable(session.getAttribute(BEFORE + client.getId(), Before.class));
        boolean isBySelf =
                saving instanceof DynamicClientRegisteredContext || saving instanceof DynamicClientUpdatedContext;
        if (isBySelf && !before.flatMap(Before::classification).equals(Classification.of(client))) {
            throw refused(session, "NZ-70: a client can't choose its class when it is registered");
        }
        boolean isNewName = before.filter(old -> old.clientId().equals(client.getClientId()))
                .isEmpty();
        if (isNewName
                && Constants.defaultClients.contains(client.getClientId())
                && !RealmAdministrator.isCalling(session, client.getRealm())) {
            throw refused(
                    session,
                    "NZ-70: only a realm administrator (role manage-realm) can give a client the id of one of"
                            + " Keycloak's own");
        }
    }

    /** At the registration endpoint Keycloak names no user, so {@link ClassGuard} takes it for the client itself. */
    private static void checkDeletion(ClientCRUDContext deletion) throws ClientPolicyException {
        if (deletion instanceof DynamicClientUnregisterContext
                && deletion.getToken() != null
                && TokenUtil.TOKEN_TYPE_BEARER.equals(deletion.getToken().getType())
                && Classification.of(deletion.getTargetClient()).isPresent()) {
            // Keycloak shows the error only.
            throw new ClientPolicyException("NZ-70: a classified client can be deleted in the console only, by a realm"
                    + " administrator (role manage-realm)");
        }
    }

    private static ClientPolicyException refused(KeycloakSession session, String description) {
        session.getTransactionManager().setRollbackOnly();
        return new ClientPolicyException(OAuthErrorException.INVALID_CLIENT_METADATA, description);
    }
}
