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

import org.smartpack.keycloak.caller.Caller;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * The tokens that a caller may introspect. The current roles of the client's service account count, not the roles in a
 * token. They are looked up only if the result depends on them: a FHIR server that introspects its own tokens needs
 * none.
 */
final class IntrospectionRight {

    /** The audiences that Keycloak adds for a client with roles of Keycloak's own clients. */
    private static final List<String> KEYCLOAK =
            List.of(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID, Constants.REALM_MANAGEMENT_CLIENT_ID);

    private final Caller caller;
    private final List<FhirServer> meant;
    private final boolean isFree;
    private final CallerRoles roles;
    private final boolean own;
    private final boolean isMisnamed;
    private Optional<Boolean> asksForAll = Optional.empty();

    /**
     * @param caller the calling client
     * @param meant the FHIR servers that the right covers; their clients are enabled
     * @param isFree whether the caller has no token that names FHIR servers, or one that names only itself
     * @param roles the caller's roles
     * @param own whether a profile lets it introspect tokens that were issued to it or have it in their audience
     * @param isMisnamed whether the caller's client id is the base URL of another FHIR server. In an audience that name
     *     stands for the server, so it gives the caller no right (attack 43)
     */
    IntrospectionRight(
            Caller caller, List<FhirServer> meant, boolean isFree, CallerRoles roles, boolean own, boolean isMisnamed) {
        this.caller = caller;
        this.meant = List.copyOf(meant);
        this.isFree = isFree;
        this.roles = roles;
        this.own = own;
        this.isMisnamed = isMisnamed;
    }

    /** The right of a caller at the pack's endpoint. */
    static IntrospectionRight of(Caller caller, KeycloakSession session, Optional<IntrospectionRules> rules)
            throws Refusal {
        List<FhirServer> known = FhirServers.of(session).known();
        IntrospectionRight right = read(caller, named(caller, known), known, session, rules);
        if (!right.own && !right.isResourceServer()) {
            throw Refusal.because(OAuthError.INSUFFICIENT_SCOPE, "The client may not introspect tokens");
        }
        return right;
    }

    /** The right of a client with its own credentials at Keycloak's endpoint. */
    static IntrospectionRight of(ClientModel client, KeycloakSession session, Optional<IntrospectionRules> rules) {
        List<FhirServer> known = FhirServers.of(session).known();
        return read(new Caller(client, Optional.empty(), Set.of()), List.of(), known, session, rules);
    }

    /**
     * The right of a caller.
     *
     * @param named the FHIR servers that its token names
     * @param known the FHIR servers of the realm
     */
    static IntrospectionRight read(
            Caller caller,
            List<FhirServer> named,
            List<FhirServer> known,
            KeycloakSession session,
            Optional<IntrospectionRules> rules) {
        ClientModel client = caller.client();
        return new IntrospectionRight(
                caller,
                (named.isEmpty() ? known : named)
                        .stream().filter(server -> server.client().isEnabled()).toList(),
                named.isEmpty() || named.size() == 1 && isSame(client, named.get(0)),
                new CallerRoles(session, client),
                rules.filter(rule -> rule.mayAsk(client)).isPresent(),
                known.stream()
                        .filter(server -> !isSame(client, server))
                        .anyMatch(server -> server.isAt(client.getClientId())));
    }

    /**
     * The FHIR servers of the realm that a caller's token names, even if disabled. The token is valid for these alone,
     * and a server that gets to see it can use it to introspect its own tokens at most. A token that is also for
     * somebody else isn't accepted.
     */
    private static List<FhirServer> named(Caller caller, List<FhirServer> known) throws Refusal {
        Set<FhirServer> named = new LinkedHashSet<>();
        for (String name : caller.audience().orElse(Set.of())) {
            List<FhirServer> servers = ShownScopes.addressed(known, name);
            if (servers.isEmpty()
                    && !KEYCLOAK.contains(name)
                    && !name.equals(caller.client().getClientId())) {
                throw Refusal.token(IntrospectionEndpoint.PURPOSE, "it is for somebody else");
            }
            named.addAll(servers);
        }
        return List.copyOf(named);
    }

    private static boolean isSame(ClientModel client, FhirServer server) {
        return server.client().getId().equals(client.getId());
    }

    private boolean isCaller(FhirServer server) {
        return isSame(caller.client(), server);
    }

    /**
     * Whether the caller may introspect tokens for every server that is meant: it has the role
     * {@value FhirServer#INTROSPECT_ANY} of one, or a token with the scope {@value FhirServer#INTROSPECT_SCOPE}.
     */
    private boolean asksForAll() {
        if (asksForAll.isEmpty()) {
            asksForAll = Optional.of(caller.scopes().contains(FhirServer.INTROSPECT_SCOPE)
                    || meant.stream().anyMatch(server -> roles.has(server, FhirServer.INTROSPECT_ANY)));
        }
        return asksForAll.get();
    }

    /**
     * Whether the caller may introspect every token, because it has the right and its own token names no FHIR servers.
     */
    private boolean asksForAny() {
        return isFree && asksForAll();
    }

    private boolean asksFor(FhirServer server) {
        return isCaller(server) || asksForAll() || roles.has(server, FhirServer.INTROSPECT);
    }

    /** The calling client. */
    ClientModel caller() {
        return caller.client();
    }

    /** Whether the caller's client id stands for another FHIR server. */
    boolean isMisnamed() {
        return isMisnamed;
    }

    /** Whether the caller may know about a token with these claims that was issued to no client. */
    boolean covers(Map<String, Object> claims) {
        return claims.get("aud") instanceof List<?> audience
                && covers(null, audience.stream().map(String::valueOf).toArray(String[]::new));
    }

    /**
     * The FHIR servers on whose behalf the caller introspects a token with this audience. A caller that may introspect
     * every token does so only for itself.
     */
    List<FhirServer> askers(String... audience) {
        return ShownScopes.addressed(meant, audience).stream()
                .filter(server -> isCaller(server) || !asksForAny() && asksFor(server))
                .toList();
    }

    /** Whether the caller is a FHIR server, or acts on behalf of one. */
    boolean isResourceServer() {
        return meant.stream().anyMatch(this::isCaller)
                || asksForAny()
                || meant.stream().anyMatch(this::asksFor);
    }

    /**
     * Whether the caller may know about a token.
     *
     * @param holder the client id of the client that the token was issued to
     * @param audience the token's audience
     */
    boolean covers(String holder, String... audience) {
        List<FhirServer> addressed = ShownScopes.addressed(meant, audience);
        return addressed.stream().anyMatch(this::isCaller)
                || own && isTheirs(holder, audience)
                || asksForAny()
                || addressed.stream().anyMatch(this::asksFor);
    }

    private boolean isTheirs(String holder, String... audience) {
        String clientId = caller.client().getClientId();
        return clientId.equals(holder)
                || !isMisnamed && audience != null && Arrays.asList(audience).contains(clientId);
    }
}
