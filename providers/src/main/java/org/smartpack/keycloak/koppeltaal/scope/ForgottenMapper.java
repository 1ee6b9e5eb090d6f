/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.Optional;

import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;

/** Tells of clients that were probably meant to be applications of the domain and lack the mapper (KT-DOM-9). */
record ForgottenMapper(KeycloakSession session, ClientModel client) {

    private static final String REFUSAL =
            "the client has a role of the Koppeltaal domain, but lacks the mapper " + KoppeltaalAppMapper.TITLE;

    /** Whether it could be an application: it is a client of a domain and signs its assertions as applications do. */
    boolean isPossible() {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType())
                && !client.isPublicClient()
                && !KoppeltaalApp.wasApproved(client)
                && KoppeltaalDomain.of(session).isPresent();
    }

    /**
     * Why one that could be an application gets no token: its role has permissions that mean nothing for any other
     * client. Some of the role's other permissions would be granted as SMART's allowances, and hide the mistake.
     */
    Optional<String> refusal() {
        UserModel serviceAccount = session.users().getServiceAccount(client);
        if (serviceAccount == null) {
            return Optional.empty();
        }
        ApplicationRole role =
                AdminPermissionsSchema.runWithoutAuthorization(session, () -> ApplicationRole.of(serviceAccount));
        return RolePermissions.of(client, role).values().stream()
                .filter(permission -> permission.extent() != Permission.Extent.ALL)
                .findFirst()
                .map(permission -> REFUSAL);
    }
}
