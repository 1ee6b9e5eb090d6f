/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.Work;

/**
 * Refreshes within the grant that the refresh token describes. The request may ask for less, in any spelling, and gets
 * that for once; the next refresh token still holds the whole grant. A request for more is {@code invalid_scope}
 * (SMART-SCOPE-64, RFC 6749 section 6), also when the client's allowances have grown meanwhile. {@code system/} scopes are
 * dropped for good from a grant that isn't the client's own.
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
        String before = token.getScope();
        DroppedScopes.bind(session, token);
        boolean isOwn = bindSubject(token, context.grantContext().getClient());
        if (before == null) {
            // An offline token from before Keycloak wrote scopes into them.
            return super.refreshAccessToken(context);
        }
        String granted = isOwn ? before : SystemScopes.removedFrom(before);
        token.setScope(granted);
        try {
            RefreshTokenContext asked = isOwn ? context : withoutSystemScopes(context, before);
            TokenManager.AccessTokenResponseBuilder answer = refresh(asked, granted);
            if (answer.getRefreshToken() != null) {
                answer.getRefreshToken().setScope(granted);
            }
            return answer;
        } catch (Work.TooMuch tooMuch) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_SCOPE, ScopeDecider.TOO_LARGE);
        } finally {
            token.setScope(before);
        }
    }

    /** Whose token it is; scopes are read by that from now on. */
    private boolean bindSubject(RefreshToken token, ClientModel client) {
        UserModel subject = token.getSubject() == null
                ? null
                : session.users().getUserById(session.getContext().getRealm(), token.getSubject());
        OwnTokenScopes.bind(session, client, subject);
        return AllowanceSource.isOwn(client, subject);
    }

    /**
     * The request of a user's grant without the {@code system/} scopes that the grant once had. A client that asks for what
     * it was granted gets what is left of it, and an error if that is nothing.
     */
    private RefreshTokenContext withoutSystemScopes(RefreshTokenContext context, String before)
            throws OAuthErrorException {
        String parameter = context.scopeParameter();
        if (!SystemScopes.areIn(parameter) || !SystemScopes.areIn(before)) {
            return context;
        }
        Work work = Work.limited();
        Grant old = ScopeMemory.of(session).grant(before);
        List<String> names = ScopeParameter.split(parameter);
        List<String> rest = names.stream()
                .filter(name -> !SystemScopes.isOne(name) || !old.holds(Scope.parse(name), work))
                .toList();
        if (rest.isEmpty()) {
            throw new OAuthErrorException(
                    OAuthErrorException.INVALID_SCOPE,
                    ScopeDescription.of(Scope.parse(names.get(0))) + " is not for users");
        }
        return requesting(ScopeParameter.join(rest), context);
    }

    private TokenManager.AccessTokenResponseBuilder refresh(RefreshTokenContext context, String granted)
            throws OAuthErrorException {
        if (!byRule) {
            return super.refreshAccessToken(context);
        }
        Grant grant = ScopeMemory.of(session).grant(granted);
        grant.bind(session);
        ScopeRequest request = ScopeMemory.of(session).request(context.scopeParameter());
        if (grant.set().isEmpty() && !request.namesSmartScopes()) {
            return super.refreshAccessToken(context);
        }
        if (context.scopeParameter() != null && SentScope.of(session).isUnclean(ScopeMemory.of(session))) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_SCOPE, SentScope.UNCLEAN);
        }
        Optional<String> beyond = beyond(grant, context.scopeParameter());
        if (beyond.isPresent()) {
            throw new OAuthErrorException(OAuthErrorException.INVALID_SCOPE, beyond.get());
        }
        if (context.scopeParameter() == null || context.scopeParameter().isBlank()) {
            return super.refreshAccessToken(context);
        }
        String scopes = narrowed(granted, context.scopeParameter());
        context.oldRefreshToken().setScope(scopes);
        boolean staysOffline = ScopeParameter.split(scopes).contains(OAuth2Constants.OFFLINE_ACCESS);
        return super.refreshAccessToken(
                staysOffline
                        ? requesting(context.scopeParameter() + " " + OAuth2Constants.OFFLINE_ACCESS, context)
                        : context);
    }

    /** What is wrong with the first requested scope that the grant doesn't hold, fit for an error description. */
    private Optional<String> beyond(Grant grant, String requested) {
        Work work = Work.limited();
        return ScopeParameter.split(requested == null ? "" : requested).stream()
                .map(Scope::parse)
                .filter(scope -> !grant.holds(scope, work))
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
        return new RefreshTokenContext(
                context.oldRefreshToken(),
                context.grantContext(),
                context.grant(),
                context.tokenManager(),
                scopes,
                context.resourceParameter());
    }
}
