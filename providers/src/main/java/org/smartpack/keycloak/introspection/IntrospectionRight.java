/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
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
 * @param servers about tokens that are for one of these: the FHIR server that the caller is, those of whose client it
 *     has the role {@value FhirServer#INTROSPECT}, and those for which it may ask about every token
 * @param any about every token: it has the role {@value FhirServer#INTROSPECT_ANY} of a FHIR server's client, or came with
 *     a token of the scope {@value FhirServer#INTROSPECT_SCOPE}; and not with a token that names FHIR servers
 * @param own about tokens that were issued to the caller or have it in their audience: a profile says so
 * @param isMisnamed whether the caller's client id is the base URL of a FHIR server that it isn't: in an audience it then stands
 *     for that server, and no right comes from such a name (attack 43)
 */
record IntrospectionRight(ClientModel caller, List<FhirServer> servers, boolean any, boolean own, boolean isMisnamed) {

    /** What Keycloak itself writes into the audience of a client with roles of its own clients. */
    private static final List<String> KEYCLOAK =
            List.of(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID, Constants.REALM_MANAGEMENT_CLIENT_ID);

    /** The right of a caller, at the pack's endpoint. */
    static IntrospectionRight of(Caller caller, KeycloakSession session, List<IntrospectionRules> rules)
            throws Refused {
        List<FhirServer> known = FhirServers.of(session).known();
        IntrospectionRight right = read(caller, named(caller, known), known, session, rules);
        if (right.isNone()) {
            throw Refused.because(OAuthError.INSUFFICIENT_SCOPE, "May not introspect tokens");
        }
        return right;
    }

    /** The right of a client that came with credentials of its own, at Keycloak's endpoint. */
    static IntrospectionRight of(ClientModel client, KeycloakSession session, List<IntrospectionRules> rules) {
        List<FhirServer> known = FhirServers.of(session).known();
        return read(new Caller(client, Optional.empty(), Set.of()), List.of(), known, session, rules);
    }

    private static IntrospectionRight read(
            Caller caller,
            List<FhirServer> named,
            List<FhirServer> known,
            KeycloakSession session,
            List<IntrospectionRules> rules) {
        ClientModel client = caller.client();
        Optional<UserModel> account = Optional.of(client)
                .filter(enabled -> !known.isEmpty() && enabled.isServiceAccountsEnabled())
                .map(enabled -> session.users().getServiceAccount(enabled))
                .filter(UserModel::isEnabled);
        List<FhirServer> meant = (named.isEmpty() ? known : named)
                .stream().filter(server -> server.client().isEnabled()).toList();
        boolean isAsked = caller.scopes().contains(FhirServer.INTROSPECT_SCOPE)
                || meant.stream().anyMatch(server -> has(account, server, FhirServer.INTROSPECT_ANY));
        boolean any = isAsked && (named.isEmpty() || isOne(client, named));
        return new IntrospectionRight(
                client,
                meant.stream()
                        .filter(server -> isAsked
                                || server.client().getId().equals(client.getId())
                                || has(account, server, FhirServer.INTROSPECT))
                        .toList(),
                any,
                rules.stream().anyMatch(rule -> rule.mayAsk(client)),
                known.stream()
                        .filter(server -> !server.client().getId().equals(client.getId()))
                        .anyMatch(server -> server.isAt(client.getClientId())));
    }

    private boolean isNone() {
        return servers.isEmpty() && !any && !own;
    }

    /**
     * The FHIR servers of the realm that a caller's token names, be they disabled: it is for those alone, and one that gets
     * to see it can ask with it about its own tokens at most. A token that is for somebody else too is none to ask with.
     */
    private static List<FhirServer> named(Caller caller, List<FhirServer> known) throws Refused {
        Set<FhirServer> named = new LinkedHashSet<>();
        for (String name : caller.audience().orElse(Set.of())) {
            List<FhirServer> servers = ShownScopes.addressed(known, name);
            if (servers.isEmpty()
                    && !KEYCLOAK.contains(name)
                    && !name.equals(caller.client().getClientId())) {
                throw Refused.token(IntrospectionEndpoint.PURPOSE, "it is for somebody else");
            }
            named.addAll(servers);
        }
        return List.copyOf(named);
    }

    private static boolean isOne(ClientModel client, List<FhirServer> servers) {
        return servers.size() == 1 && servers.get(0).client().getId().equals(client.getId());
    }

    private static boolean has(Optional<UserModel> account, FhirServer server, String role) {
        return account.isPresent()
                && server.role(role).filter(account.get()::hasRole).isPresent();
    }

    /** Whether the caller may know of a token with these claims, which was issued to no client. */
    boolean covers(Map<String, Object> claims) {
        return claims.get("aud") instanceof List<?> audience
                && covers(null, audience.stream().map(String::valueOf).toArray(String[]::new));
    }

    /**
     * The FHIR servers for which the caller asks about a token with this audience. Who may ask about every token asks for
     * nobody but itself.
     */
    List<FhirServer> askers(String... audience) {
        return ShownScopes.addressed(servers, audience).stream()
                .filter(server -> !any || isOne(caller, List.of(server)))
                .toList();
    }

    /** Whether the caller asks as a FHIR server, or on behalf of one. */
    boolean isResourceServer() {
        return any || !servers.isEmpty();
    }

    /**
     * Whether the caller may know of a token.
     *
     * @param holder the client id of the client that the token was issued to
     * @param audience the token's audience
     */
    boolean covers(String holder, String... audience) {
        return any
                || own && caller.getClientId().equals(holder)
                || own
                        && !isMisnamed
                        && audience != null
                        && Arrays.asList(audience).contains(caller.getClientId())
                || !ShownScopes.addressed(servers, audience).isEmpty();
    }
}
