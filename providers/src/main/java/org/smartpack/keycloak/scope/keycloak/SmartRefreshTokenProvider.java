/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * Refreshes within the grant that the refresh token describes. The request may ask for less, in any spelling, and gets
 * that for once; the next refresh token still holds the whole grant. A request for more is {@code invalid_scope}
 * (SMART-SCOPE-64, RFC 6749 section 6), also when the client's allowances have grown meanwhile.
 */
public class SmartRefreshTokenProvider extends DefaultRefreshTokenProvider {

    private final boolean byRule;

    /**
     * @param byRule whether scopes are granted by rule on this server; where not, a refresh is Keycloak's
     */
    protected SmartRefreshTokenProvider(KeycloakSession session, boolean byRule) {
        super(session);
        this.byRule = byRule;
    }

    @Override
    public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
            throws OAuthErrorException {
        RefreshToken token = context.oldRefreshToken();
        String granted = token.getScope();
        if (granted == null || !byRule) {
            // Without the feature, or an offline token from before Keycloak wrote scopes into them.
            return super.refreshAccessToken(context);
        }
        Grant grant = Grant.of(granted);
        grant.bind(session);
        ScopeRequest request = ScopeRequest.of(context.scopeParameter());
        if (grant.scopes().isEmpty() && !request.namesSmartScopes()) {
            return super.refreshAccessToken(context);
        }
        Optional<String> beyond = beyond(grant, granted, context.scopeParameter());
        if (beyond.isPresent()) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_SCOPE, beyond.get());
        }
        if (context.scopeParameter() == null || context.scopeParameter().isBlank()) {
            return super.refreshAccessToken(context);
        }
        token.setScope(narrowed(granted, context.scopeParameter()));
        try {
            TokenManager.AccessTokenResponseBuilder answer =
                    super.refreshAccessToken(requesting(token.getScope(), context));
            if (answer.getRefreshToken() != null) {
                answer.getRefreshToken().setScope(granted);
            }
            return answer;
        } finally {
            token.setScope(granted);
        }
    }

    /** What is wrong with the first requested scope that the grant doesn't hold, fit for an error description. */
    private Optional<String> beyond(Grant grant, String granted, String requested) {
        Set<String> names = new HashSet<>(ScopeParameter.split(granted));
        return ScopeParameter.split(requested == null ? "" : requested).stream()
                .filter(name -> !names.contains(name))
                .map(Scope::parse)
                .filter(scope ->
                        !(scope instanceof ResourceScope resource && grant.set().covers(resource)))
                // Keycloak maps one form of these onto another and drops those that it can't.
                .filter(scope -> OrganizationScope.valueOfScope(session, scope.spelling()) == null)
                .findFirst()
                .map(scope -> scope instanceof MalformedScope
                        ? ScopeDescription.of(scope)
                        : ScopeDescription.of(scope) + " is not part of the original grant");
    }

    /**
     * The part of the grant that is requested, with SMART scopes as the request writes them. An offline grant stays one
     * though the request doesn't say so: Keycloak answers with an offline token, and access token and answer say the same.
     */
    private String narrowed(String granted, String requested) {
        Set<String> wanted = new LinkedHashSet<>(ScopeParameter.split(requested));
        Set<String> scopes = new LinkedHashSet<>();
        for (String name : ScopeParameter.split(granted)) {
            boolean stays = wanted.contains(name)
                    || name.equals(OAuth2Constants.OFFLINE_ACCESS)
                    || OrganizationScope.valueOfScope(session, name) != null;
            if (stays) {
                scopes.add(name);
            }
        }
        wanted.stream()
                .filter(name -> Scope.parse(name) instanceof ResourceScope)
                .forEach(scopes::add);
        return ScopeParameter.join(List.copyOf(scopes));
    }

    private static RefreshTokenContext requesting(String scopes, RefreshTokenContext context) {
        String requested = ScopeParameter.split(scopes).contains(OAuth2Constants.OFFLINE_ACCESS)
                ? context.scopeParameter() + " " + OAuth2Constants.OFFLINE_ACCESS
                : context.scopeParameter();
        return new RefreshTokenContext(
                context.oldRefreshToken(),
                context.grantContext(),
                context.grant(),
                context.tokenManager(),
                requested,
                context.resourceParameter());
    }
}
