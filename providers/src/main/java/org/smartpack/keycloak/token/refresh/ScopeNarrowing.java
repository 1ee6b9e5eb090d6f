/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;

import org.smartpack.keycloak.allowance.OriginalGrant;
import org.smartpack.keycloak.allowance.ScopeDescription;
import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.allowance.SentScope;
import org.smartpack.keycloak.allowance.SystemScopes;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.Work;

/**
 * Narrows a grant to what a refresh requests. The request may ask for less, in any spelling, and gets that once; the
 * next refresh token still has the whole grant. A request for more is refused with {@code invalid_scope}
 * (SMART-SCOPE-64, RFC 6749 section 6), even if the client's allowances have grown meanwhile. {@code system/} scopes
 * are dropped for good from a grant that isn't the client's own.
 */
final class ScopeNarrowing {

    private final KeycloakSession session;
    private final boolean byRule;

    /** @param byRule whether this server grants scopes by rule; if not, Keycloak alone narrows, by exact name */
    ScopeNarrowing(KeycloakSession session, boolean byRule) {
        this.session = session;
        this.byRule = byRule;
    }

    /**
     * Decides, and makes the grant the limit for everything that is parsed in the rest of the request.
     *
     * @param parameter the {@code scope} of the request; may be {@code null}
     * @throws Refusal {@code invalid_scope} if the request asks for more than the grant, or nothing of it is left
     */
    NarrowedScope of(PresentedToken token, String parameter) throws Refusal {
        if (token.scope() == null) {
            return NarrowedScope.unchanged(null, parameter);
        }
        try {
            return token.isOwn()
                    ? within(token.scope(), parameter)
                    : within(SystemScopes.removeFrom(token.scope()), withoutSystemScopes(parameter, token.scope()));
        } catch (Work.TooMuch tooMuch) {
            throw invalid(ScopeOutcome.TOO_LARGE);
        }
    }

    /**
     * The request for a user's grant, without the {@code system/} scopes that the grant once had. A client that
     * requests what it was granted gets what is left, or an error if nothing is.
     */
    private String withoutSystemScopes(String parameter, String before) throws Refusal {
        if (!SystemScopes.areIn(parameter) || !SystemScopes.areIn(before)) {
            return parameter;
        }
        Work work = Work.limited();
        OriginalGrant old = OriginalGrant.of(session, before);
        List<String> names = ScopeParameter.split(parameter);
        List<String> rest = names.stream()
                .filter(name -> !SystemScopes.includes(name) || !old.holds(Scope.parse(name), work))
                .toList();
        if (rest.isEmpty()) {
            throw invalid(ScopeDescription.of(Scope.parse(names.get(0))) + " is not for users");
        }
        return ScopeParameter.join(rest);
    }

    private NarrowedScope within(String whole, String parameter) throws Refusal {
        if (!byRule) {
            return NarrowedScope.unchanged(whole, parameter);
        }
        OriginalGrant grant = OriginalGrant.of(session, whole);
        grant.bind(session);
        if (!grant.isSmart(session, parameter)) {
            return NarrowedScope.unchanged(whole, parameter);
        }
        if (parameter == null) {
            return NarrowedScope.unchanged(whole, null);
        }
        check(SentScope.unclean(session));
        check(beyond(grant, parameter));
        return parameter.isBlank() ? NarrowedScope.unchanged(whole, parameter) : narrowed(whole, parameter);
    }

    /** The error description for the first requested scope that the grant doesn't include; empty if there is none. */
    private Optional<String> beyond(OriginalGrant grant, String requested) {
        Work work = Work.limited();
        return ScopeParameter.split(requested).stream()
                .map(Scope::parse)
                .filter(scope -> !grant.holds(scope, work))
                // Keycloak maps one form of organization scopes to another and drops those that it can't map.
                .filter(scope -> OrganizationScope.valueOfScope(session, scope.spelling()) == null)
                .findFirst()
                .map(scope -> scope instanceof MalformedScope
                        ? ScopeDescription.of(scope)
                        : ScopeDescription.of(scope) + " is not part of the original grant");
    }

    /**
     * The requested part of the grant, with SMART scopes as the request writes them. An offline grant stays offline
     * even if the request doesn't say so: Keycloak responds with an offline token, and access token and response must
     * agree with that.
     */
    private NarrowedScope narrowed(String whole, String requested) {
        Set<String> wanted = new LinkedHashSet<>(ScopeParameter.split(requested));
        Set<String> scopes = new LinkedHashSet<>();
        for (String name : ScopeParameter.split(whole)) {
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
        String parameter = scopes.contains(OAuth2Constants.OFFLINE_ACCESS)
                ? requested + " " + OAuth2Constants.OFFLINE_ACCESS
                : requested;
        return new NarrowedScope(whole, ScopeParameter.join(List.copyOf(scopes)), parameter);
    }

    private static void check(Optional<String> fault) throws Refusal {
        if (fault.isPresent()) {
            throw invalid(fault.get());
        }
    }

    private static Refusal invalid(String description) {
        return Refusal.because(OAuthError.INVALID_SCOPE, description);
    }
}
