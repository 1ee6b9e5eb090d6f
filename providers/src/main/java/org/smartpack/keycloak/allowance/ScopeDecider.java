/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/**
 * Decides which SMART scopes a request gets: {@code granted = requested meet allowed} (SMART-SCOPE-60), where an
 * existing grant is a further limit (SMART-SCOPE-64).
 */
final class ScopeDecider {

    /** Fewer allowances are looked at one by one. */
    private static final int MANY = 20;

    private final KeycloakSession session;
    private final KnownAllowances known;
    private final Occasion occasion;
    private final ClientModel client;
    private final Optional<UserModel> user;
    private final Optional<OriginalGrant> ceiling;
    private final boolean isOwnToken;
    private final boolean isChosen;

    /** @param isChosen whether the user chose these scopes, see {@link ChosenScopes} */
    ScopeDecider(
            KeycloakSession session,
            KnownAllowances known,
            Occasion occasion,
            ClientModel client,
            UserModel user,
            boolean isOwnToken,
            boolean isChosen) {
        this.session = session;
        this.known = known;
        this.occasion = occasion;
        this.client = client;
        this.user = occasion == Occasion.CLIENT_CREDENTIALS
                ? Optional.ofNullable(session.users().getServiceAccount(client))
                : Optional.ofNullable(user);
        this.isOwnToken = isOwnToken;
        this.isChosen = isChosen;
        this.ceiling =
                occasion == Occasion.EXCHANGE ? Optional.of(SubjectToken.grant(session)) : OriginalGrant.bound(session);
    }

    ScopeDecision decide(RequestedScopes request, List<Allowance> all, NamedScopes named) {
        if (occasion == Occasion.CLIENT_CREDENTIALS) {
            Optional<String> forUsers = request.firstForUsers().map(ScopeDescription::of);
            if (forUsers.isPresent()) {
                return ScopeDecision.refuse(Refusal.because(
                        OAuthError.INVALID_SCOPE,
                        forUsers.get() + " needs a user and is never granted with client_credentials"));
            }
        }
        List<Scope> unknown = unknown(request, named);
        RefusedScope refused = new RefusedScope(session, client, known, all);
        Optional<Scope> rejected = rejected(unknown);
        if (rejected.isPresent()) {
            return ScopeDecision.refuse(refused.of(rejected.get()));
        }
        prepareForConsent(all);
        List<ResourceScope> wanted = request.resources();
        List<Allowance> concerned = all;
        if (occasion.negotiates() && !request.namesResources() && !isChosen) {
            wanted = all.stream()
                    .filter(Allowance::isDefault)
                    .filter(this::isUsable)
                    .map(Allowance::scope)
                    .toList();
        } else {
            concerned = concerned(all, wanted);
        }
        // An index of what a request chose isn't kept.
        Function<List<Allowance>, AllowanceIndex> indexing = concerned == all ? known::index : AllowanceIndex::of;
        Granting.Result result = grant(wanted, usable(concerned), indexing);
        if (occasion.negotiates() && result.tooLarge()) {
            return ScopeDecision.refuse(Refusal.because(OAuthError.INVALID_SCOPE, ScopeOutcome.TOO_LARGE));
        }
        Set<String> answered = new HashSet<>();
        request.resources().forEach(scope -> answered.add(scope.spelling()));
        request.malformed().forEach(scope -> answered.add(scope.spelling()));
        unknown.forEach(scope -> answered.add(scope.spelling()));
        if (!occasion.negotiates()) {
            return new ScopeDecision(result.granted(), answered, List.of(), Optional.empty());
        }
        boolean isAnyLeft =
                isChosen || named.isLaunchLeft() || !result.granted().isEmpty() && request.namesResources();
        if (!isAnyLeft && !answered.isEmpty()) {
            return ScopeDecision.refuse(refused.of(first(request, unknown)));
        }
        return new ScopeDecision(result.granted(), answered, dropped(request, unknown, result), Optional.empty());
    }

    /** What a SMART app requests although the client doesn't have it, apart from well-formed resource scopes. */
    private List<Scope> unknown(RequestedScopes request, NamedScopes named) {
        if (!occasion.negotiates() || !isChosen && !SmartNamedScope.isSmart(session, request)) {
            return List.of();
        }
        return Stream.concat(request.malformed().stream(), named.missing().stream())
                .toList();
    }

    private static List<String> dropped(RequestedScopes request, List<Scope> unknown, Granting.Result result) {
        List<String> dropped = new ArrayList<>(outside(request, result));
        unknown.forEach(scope -> dropped.add(scope.spelling()));
        return dropped;
    }

    /** Resource scopes of which no part is granted. */
    private static List<String> outside(RequestedScopes request, Granting.Result result) {
        Set<String> names = new HashSet<>();
        result.granted().forEach(granted -> names.add(granted.name()));
        List<ResourceScope> others = new ArrayList<>(request.resources());
        others.removeIf(scope -> names.contains(scope.spelling()));
        if (others.isEmpty()) {
            return List.of();
        }
        ScopeSet granted = ScopeSet.of(names.stream()
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList());
        Work work = Work.limited();
        try {
            return others.stream()
                    .filter(scope -> granted.overlapping(scope, work).isEmpty())
                    .map(ResourceScope::spelling)
                    .toList();
        } catch (Work.TooMuch tooMuch) {
            // Leaving them out is harmless: they are for the event only.
            return List.of();
        }
    }

    /** Makes Keycloak remember consent to what the user agreed to, not to the whole allowance. */
    private void prepareForConsent(List<Allowance> all) {
        if (occasion == Occasion.USER && (client.isConsentRequired() || isDeviceFlow())) {
            usable(all).forEach(allowance -> SmartAllowanceType.flag(session, allowance.model()));
        }
    }

    /** Keycloak always asks for consent to a device's request, whatever the client's setting. */
    private boolean isDeviceFlow() {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return login != null && DeviceGrantType.isOAuth2DeviceVerificationFlow(login);
    }

    private List<Allowance> usable(List<Allowance> all) {
        List<Allowance> usable = new ArrayList<>(all);
        usable.removeIf(allowance -> !isUsable(allowance));
        return usable;
    }

    /**
     * Leaves out those that permit nothing of what is wanted, before their roles are looked up: a client can have a
     * thousand allowances. Not within an existing grant, where the consent to a wider scope can concern more of them.
     */
    private List<Allowance> concerned(List<Allowance> all, List<ResourceScope> wanted) {
        if (all.size() < MANY
                || wanted.size() * MANY > all.size()
                || OriginalGrant.bound(session).isPresent()) {
            return all;
        }
        List<Allowance> concerned = new AllowanceSet(all, known::index)
                .concerning(wanted, ScopeMemory.of(session).concerning());
        // The index of all is kept.
        return concerned.size() * 2 > all.size() ? all : concerned;
    }

    private boolean isUsable(Allowance allowance) {
        return occasion.permits(allowance.scope().level(), isOwnToken)
                && user.map(allowance::isOpenTo).orElse(true);
    }

    /** The unknown scope that invalidates the whole request (SMART-SCOPE-3); empty if none does. */
    private Optional<Scope> rejected(List<Scope> unknown) {
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        Optional<Scope> unreadable = unknown.stream()
                .filter(scope -> scope instanceof MalformedScope malformed
                        && malformed.reason() == MalformedScope.Reason.CHARACTER)
                .findFirst();
        if (unreadable.isPresent()) {
            // Perhaps these are several scopes, separated by something other than a space: nobody knows what was meant.
            return unreadable;
        }
        Optional<Scope> indispensable = NamedScopes.indispensable(unknown);
        if (indispensable.isPresent()) {
            return indispensable;
        }
        UnknownScopePolicy policy = UnknownScopePolicy.of(session, client, occasion);
        return policy == UnknownScopePolicy.REJECT ? Optional.of(unknown.get(0)) : Optional.empty();
    }

    private Granting.Result grant(
            List<ResourceScope> wanted,
            List<Allowance> allowances,
            Function<List<Allowance>, AllowanceIndex> indexing) {
        Optional<OriginalGrant> consented = OriginalGrant.bound(session);
        // Administrators and imports make changes within the request, so nothing is remembered.
        return occasion == Occasion.ADMINISTRATION
                ? Granting.of(wanted, allowances, indexing, ceiling, consented, Work.limited())
                : ScopeMemory.of(session).decision(wanted, allowances, indexing, ceiling, consented);
    }

    private static Scope first(RequestedScopes request, List<Scope> unknown) {
        return request.resources().isEmpty()
                ? unknown.get(0)
                : request.resources().get(0);
    }
}
