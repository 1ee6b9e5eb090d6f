/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Work;

/**
 * Decides which SMART scopes a request gets: {@code granted = requested meet allowed} (SMART-SCOPE-60), where a grant that
 * exists already is a further limit (SMART-SCOPE-64).
 */
final class ScopeDecider {

    static final String TOO_LARGE =
            "the scopes overlap with too many of those registered for this client: ask for fewer, or as they are registered";

    private final KeycloakSession session;
    private final Occasion occasion;
    private final ClientModel client;
    private final Optional<UserModel> user;
    private final Optional<Grant> ceiling;
    private final boolean isOwnToken;

    ScopeDecider(KeycloakSession session, Occasion occasion, ClientModel client, UserModel user, boolean isOwnToken) {
        this.session = session;
        this.occasion = occasion;
        this.client = client;
        this.user = occasion == Occasion.CLIENT_CREDENTIALS
                ? Optional.ofNullable(session.users().getServiceAccount(client))
                : Optional.ofNullable(user);
        this.isOwnToken = isOwnToken;
        this.ceiling = occasion == Occasion.EXCHANGE ? SubjectToken.grant(session) : Grant.bound(session);
    }

    ScopeDecision decide(ScopeRequest request, List<Allowance> all) {
        if (occasion == Occasion.CLIENT_CREDENTIALS) {
            Optional<String> forUsers = request.firstForUsers();
            if (forUsers.isPresent()) {
                return ScopeDecision.refuse(
                        forUsers.get() + " needs a user and is never granted with client_credentials");
            }
        }
        Optional<String> rejected = rejection(request);
        if (rejected.isPresent()) {
            return ScopeDecision.refuse(rejected.get());
        }
        List<Allowance> allowances = all.stream().filter(this::isUsable).toList();
        prepareForConsent(allowances);
        List<ResourceScope> wanted = request.resources();
        if (occasion.negotiates() && !request.namesSmartScopes()) {
            wanted = allowances.stream()
                    .filter(Allowance::isDefault)
                    .map(Allowance::scope)
                    .toList();
        }
        Granting.Result result = grant(wanted, allowances);
        if (occasion.negotiates() && result.tooLarge()) {
            return ScopeDecision.refuse(TOO_LARGE);
        }
        List<ScopeDecision.Granted> granted = result.granted();
        Set<String> answered = new HashSet<>();
        request.resources().forEach(scope -> answered.add(scope.spelling()));
        request.malformed().forEach(scope -> answered.add(scope.spelling()));
        boolean nothingLeft = granted.isEmpty() && !answered.isEmpty();
        if (occasion.negotiates() && nothingLeft) {
            return ScopeDecision.refuse(nothingLeft(request));
        }
        return new ScopeDecision(granted, answered, Optional.empty());
    }

    /** Makes Keycloak remember consent to what was agreed to, not to the allowance as a whole. */
    private void prepareForConsent(List<Allowance> allowances) {
        if (occasion == Occasion.USER && (client.isConsentRequired() || isDeviceFlow())) {
            allowances.forEach(allowance -> SmartAllowanceType.flag(session, allowance.model()));
        }
    }

    /** Keycloak asks for consent to a device's request whatever the client's setting. */
    private boolean isDeviceFlow() {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return login != null && DeviceGrantType.isOAuth2DeviceVerificationFlow(login);
    }

    private boolean isUsable(Allowance allowance) {
        return occasion.permits(allowance.scope().level(), isOwnToken)
                && user.map(allowance::isOpenTo).orElse(true);
    }

    /** The first malformed scope, where the policy says that one spoils the request (SMART-SCOPE-3). */
    private Optional<String> rejection(ScopeRequest request) {
        if (request.malformed().isEmpty() || !occasion.negotiates()) {
            return Optional.empty();
        }
        Optional<MalformedScope> unreadable = request.malformed().stream()
                .filter(scope -> scope.reason() == MalformedScope.Reason.CHARACTER)
                .findFirst();
        if (unreadable.isPresent()) {
            // Perhaps several, with something between them that isn't a space: nobody knows what was meant.
            return unreadable.map(MalformedScope::description);
        }
        UnknownScopePolicy policy = UnknownScopePolicy.of(session, client, occasion);
        return policy == UnknownScopePolicy.REJECT
                ? Optional.of(request.malformed().get(0).description())
                : Optional.empty();
    }

    private Granting.Result grant(List<ResourceScope> wanted, List<Allowance> allowances) {
        Optional<Grant> consented = Grant.bound(session);
        // What an administrator or an import changes while it asks isn't to be remembered.
        return occasion == Occasion.ADMINISTRATION
                ? Granting.of(wanted, allowances, ceiling, consented, Work.limited())
                : ScopeMemory.of(session).decision(wanted, allowances, ceiling, consented);
    }

    private String nothingLeft(ScopeRequest request) {
        if (!request.resources().isEmpty()) {
            return ScopeDescription.of(request.resources().get(0))
                    + " is outside the scopes registered for this client";
        }
        return request.malformed().get(0).description();
    }
}
