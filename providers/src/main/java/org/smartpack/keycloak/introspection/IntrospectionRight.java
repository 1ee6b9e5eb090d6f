/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.caller.Refused;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * Which tokens a caller may ask about. Roles are those that the service account of the caller's client has now; what a
 * token says of roles doesn't count.
 *
 * @param caller who asks
 * @param servers about tokens that are for one of these: the FHIR server that the caller is, and those of whose client it
 *     has the role {@value FhirServer#INTROSPECT}
 * @param any about every token: it has the role {@value FhirServer#INTROSPECT_ANY} of a FHIR server's client, or came with
 *     a token of the scope {@value FhirServer#INTROSPECT_SCOPE}
 * @param own about tokens that have the caller itself in their audience: a profile says so
 */
record IntrospectionRight(ClientModel caller, List<FhirServer> servers, boolean any, boolean own) {

    static IntrospectionRight of(Caller caller, KeycloakSession session, List<IntrospectionRules> rules)
            throws Refused {
        ClientModel client = caller.client();
        Optional<UserModel> account = Optional.of(client)
                .filter(ClientModel::isServiceAccountsEnabled)
                .map(enabled -> session.users().getServiceAccount(enabled))
                .filter(UserModel::isEnabled);
        List<FhirServer> meant = meant(caller, FhirServers.of(session).all());
        IntrospectionRight right = new IntrospectionRight(
                client,
                meant.stream()
                        .filter(server -> server.client().getId().equals(client.getId())
                                || has(account, server, FhirServer.INTROSPECT))
                        .toList(),
                caller.scopes().contains(FhirServer.INTROSPECT_SCOPE)
                        || meant.stream().anyMatch(server -> has(account, server, FhirServer.INTROSPECT_ANY)),
                rules.stream().anyMatch(rule -> rule.mayAsk(client)));
        if (right.servers.isEmpty() && !right.any && !right.own) {
            throw Refused.because(OAuthError.INSUFFICIENT_SCOPE, "May not introspect tokens");
        }
        return right;
    }

    /** A token that names FHIR servers of the realm is for those alone: whoever else gets to see it can't ask with it. */
    private static List<FhirServer> meant(Caller caller, List<FhirServer> all) {
        List<FhirServer> named = all.stream().filter(caller::isFor).toList();
        return named.isEmpty() ? all : named;
    }

    private static boolean has(Optional<UserModel> account, FhirServer server, String role) {
        return account.isPresent()
                && server.role(role).filter(account.get()::hasRole).isPresent();
    }

    /** Whether the caller may know of a token with this audience. */
    boolean covers(String... audience) {
        return any
                || own && audience != null && Arrays.asList(audience).contains(caller.getClientId())
                || !ShownScopes.addressed(servers, audience).isEmpty();
    }
}
