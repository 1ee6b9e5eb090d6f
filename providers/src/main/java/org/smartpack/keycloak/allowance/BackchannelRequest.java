/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * What a client asked for at the backchannel authentication endpoint of CIBA. Keycloak stores the request with the name
 * of each default client scope that consent pages show appended, so that the user's device can show them. Taken
 * literally, these names would request all default allowances (SMART-SCOPE-60: no more than was requested).
 */
final class BackchannelRequest {

    private BackchannelRequest() {}

    /**
     * The parameter as it was requested. In a CIBA token request, one mention of each default allowance is removed: a
     * client that asked for one by name has it in there twice. Any other parameter stays as it is.
     */
    static String requested(KeycloakSession session, KnownAllowances known, ClientModel client, String parameter) {
        boolean kept = CurrentRequest.of(session)
                .grantType()
                .filter(OAuth2Constants.CIBA_GRANT_TYPE::equals)
                .isPresent();
        if (!kept || parameter == null) {
            return parameter;
        }
        Set<String> appended = AssignedScopes.of(known, client).allowances().stream()
                .filter(Allowance::isDefault)
                .map(Allowance::model)
                .filter(ClientScopeModel::isDisplayOnConsentScreen)
                .map(ClientScopeModel::getName)
                .collect(Collectors.toSet());
        Deque<String> requested = new ArrayDeque<>();
        String[] names = parameter.split(" ");
        for (int i = names.length - 1; i >= 0; i--) {
            if (!appended.remove(names[i])) {
                requested.addFirst(names[i]);
            }
        }
        return ScopeParameter.join(List.copyOf(requested));
    }
}
