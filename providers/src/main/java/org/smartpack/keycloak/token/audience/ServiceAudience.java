/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.audience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.SubjectToken;
import org.smartpack.keycloak.allowance.SystemScopes;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * Addresses a client's own token with {@code system/} scopes to FHIR servers of the realm: those that its mapper "SMART
 * backend service" and its audience mappers name; without these, the realm's only one, or all that may be shown one of
 * the token's scopes. Of these the parameter {@code resource} (RFC 8707) chooses one.
 */
public final class ServiceAudience {

    /** The claim of a refresh token with the base URLs that its access tokens are for at most. */
    private static final String CLAIM = "smart_fhir_servers";

    private final KeycloakSession session;
    private final ClientModel client;
    private final TokenPostProcessorContext tokens;
    private final FhirServers servers;

    /** All of the realm, the disabled ones too. */
    private final List<FhirServer> known;

    /** What hand-made audience mappers put into the token, and into the response of introspection. */
    private final Set<String> present;

    private ServiceAudience(
            KeycloakSession session, ClientModel client, TokenPostProcessorContext tokens, FhirServers servers) {
        this.session = session;
        this.client = client;
        this.tokens = tokens;
        this.servers = servers;
        this.known = servers.known();
        this.present = present(tokens);
    }

    /**
     * Writes {@code aud}. Nothing happens to a token without {@code system/} scopes, unless a profile has
     * {@link AudienceRules}, in a realm without a FHIR server, and where a profile decides about the client's tokens.
     *
     * @throws Refusal {@code invalid_target}
     */
    public static void write(KeycloakSession session, TokenPostProcessorContext tokens) throws Refusal {
        ClientModel client = tokens.clientSessionCtx().getClientSession().getClient();
        Optional<AudienceRules> rules = AudienceRules.of(session);
        boolean isAddressed =
                rules.isPresent() || SystemScopes.areIn(tokens.accessToken().getScope());
        if (!isAddressed || AllowanceSource.of(session, client).isPresent()) {
            return;
        }
        FhirServers servers = FhirServers.of(session);
        if (!servers.known().isEmpty()) {
            String resource = rules.isPresent()
                    ? rules.get().resource(tokens).orElse("")
                    : session.getContext()
                            .getHttpRequest()
                            .getDecodedFormParameters()
                            .getFirst(OAuth2Constants.RESOURCE);
            new ServiceAudience(session, client, tokens, servers)
                    .write(resource == null ? "" : resource.strip(), rules.isPresent());
        }
    }

    /**
     * Writes into the refresh token which FHIR servers its access token names, where something else has addressed that
     * one: a refresh reaches no further server (IUA-71-2). Nothing happens without a refresh token.
     */
    public static void keep(KeycloakSession session, TokenPostProcessorContext tokens) {
        if (tokens.refreshToken() != null) {
            Set<String> named = present(tokens);
            put(
                    tokens.refreshToken(),
                    FhirServers.of(session).known().stream()
                            .filter(server -> server.isNamedIn(named))
                            .toList());
        }
    }

    private static void put(RefreshToken token, List<FhirServer> limit) {
        token.getOtherClaims()
                .put(CLAIM, limit.stream().map(FhirServer::baseUrl).toList());
    }

    /** @param isLimit whether {@code resource} leaves nobody else in the audience */
    private void write(String resource, boolean isLimit) throws Refusal {
        List<FhirServer> permitted = withinExchange(withinGrant(permitted())).stream()
                .filter(server -> server.client().isEnabled())
                .toList();
        List<FhirServer> chosen = resource.isEmpty()
                ? permitted
                : permitted.stream().filter(server -> server.isAt(resource)).toList();
        if (chosen.isEmpty() && !resource.isEmpty()) {
            throw Refusal.because(
                    OAuthError.INVALID_TARGET,
                    "resource is not the base URL of a FHIR server that this client gets tokens for");
        }
        Set<String> audience = new LinkedHashSet<>();
        chosen.forEach(server -> audience.addAll(names(server)));
        List<FhirServer> others =
                known.stream().filter(server -> !chosen.contains(server)).toList();
        Set<String> kept = isLimit && !resource.isEmpty() ? Set.of() : present;
        kept.stream()
                .filter(name -> others.stream().noneMatch(server -> server.isNamedIn(List.of(name))))
                .forEach(audience::add);
        AccessToken access = tokens.accessToken();
        access.audience(audience.toArray(String[]::new));
        if (tokens.refreshToken() != null) {
            put(tokens.refreshToken(), chosen);
        }
    }

    private static List<String> names(FhirServer server) {
        return List.of(server.baseUrl(), server.client().getClientId());
    }

    private List<FhirServer> permitted() {
        List<FhirServer> handMade =
                known.stream().filter(server -> server.isNamedIn(present)).toList();
        Optional<List<String>> setting = BackendServiceMapper.servers(client);
        if (setting.isPresent()) {
            List<FhirServer> reachable = reachable();
            return known.stream()
                    .filter(server -> handMade.contains(server)
                            || reachable.contains(server)
                                    && setting.get().stream().anyMatch(server::isAt))
                    .toList();
        }
        // Even if that server is disabled or gone: its tokens aren't for another one then.
        return servers.areNamedIn(present) || namesNobody() ? handMade : reachable();
    }

    /**
     * The servers that a client gets tokens for if nobody chooses. Whoever manages the client can choose through its
     * mapper, but only among these.
     */
    private List<FhirServer> reachable() {
        return servers.isSingle() ? known : known.stream().filter(this::isShown).toList();
    }

    /**
     * Whether an audience mapper names something that the realm doesn't have. It may be a FHIR server that was deleted
     * and of which nothing is left: not even its names, if the realm was imported since.
     */
    private boolean namesNobody() {
        return present.stream().anyMatch(name -> client.getRealm().getClientByClientId(name) == null);
    }

    /** Whether the server's own limit, "Scopes shown by introspection", leaves it something of the token. */
    private boolean isShown(FhirServer server) {
        if (server.shownScopes().isEmpty()) {
            return true;
        }
        List<ResourceScope> limit = server.shownScopes().stream()
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
        List<ResourceScope> granted =
                RequestedScopes.of(tokens.accessToken().getScope()).resources();
        return !Negotiation.grant(granted, ScopeSet.of(limit)).scopes().isEmpty();
    }

    /** A refreshed token isn't for more servers than its grant. */
    private List<FhirServer> withinGrant(List<FhirServer> permitted) {
        RefreshToken before = tokens.requestRefreshToken();
        return before != null && before.getOtherClaims().get(CLAIM) instanceof Collection<?> granted
                ? permitted.stream()
                        .filter(server -> granted.contains(server.baseUrl()))
                        .toList()
                : permitted;
    }

    /**
     * A token that is made from another one isn't for more servers than that, nor for others than the request names
     * with {@code audience}.
     */
    private List<FhirServer> withinExchange(List<FhirServer> permitted) {
        Optional<List<String>> subject = SubjectToken.audience(session);
        ClientModel[] requested =
                tokens.clientSessionCtx().getAttribute(Constants.REQUESTED_AUDIENCE_CLIENTS, ClientModel[].class);
        return permitted.stream()
                .filter(server -> subject.isEmpty() || server.isNamedIn(subject.get()))
                .filter(server -> requested == null || Arrays.asList(requested).contains(server.client()))
                .toList();
    }

    /**
     * A lightweight token doesn't contain what its mappers add for introspection. Keycloak compares a caller with the
     * token's own {@code aud} if there is one, so it must not lack anybody.
     */
    private static Set<String> present(TokenPostProcessorContext tokens) {
        String[] written = tokens.accessToken().getAudience();
        List<String> audience = new ArrayList<>(written == null ? List.of() : Arrays.asList(written));
        if (written == null) {
            tokens.clientSessionCtx()
                    .getProtocolMappersStream()
                    .filter(mapper -> AudienceProtocolMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                    .flatMap(ServiceAudience::shownInIntrospection)
                    .sorted()
                    .forEach(audience::add);
        }
        return new LinkedHashSet<>(audience);
    }

    private static Stream<String> shownInIntrospection(ProtocolMapperModel mapper) {
        return OIDCAttributeMapperHelper.includeInIntrospection(mapper)
                ? Stream.of(
                                AudienceProtocolMapper.INCLUDED_CLIENT_AUDIENCE,
                                AudienceProtocolMapper.INCLUDED_CUSTOM_AUDIENCE)
                        .map(mapper.getConfig()::get)
                        .filter(name -> name != null && !name.isBlank())
                        .limit(1)
                : Stream.empty();
    }
}
