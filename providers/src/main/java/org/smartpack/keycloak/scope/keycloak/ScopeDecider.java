/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * Decides which SMART scopes a request gets: {@code granted = requested meet allowed} (SMART-SCOPE-60), where a grant that
 * exists already is a further limit (SMART-SCOPE-64).
 */
final class ScopeDecider {

    private final KeycloakSession session;
    private final Occasion occasion;
    private final ClientModel client;
    private final Optional<UserModel> user;
    private final Optional<Grant> ceiling;
    private final boolean isOwnToken;
    private boolean tooLarge;

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
        if (occasion.negotiates()
                && request.namesSmartScopes()
                && CurrentRequest.of(session).wasCleaned(OAuth2Constants.SCOPE)) {
            return ScopeDecision.refuse("the scope parameter holds a control character");
        }
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
        List<ScopeDecision.Granted> granted = grant(wanted, allowances);
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
        UnknownScopePolicy policy = UnknownScopePolicy.of(session, client, occasion);
        return policy == UnknownScopePolicy.REJECT
                ? Optional.of(request.malformed().get(0).description())
                : Optional.empty();
    }

    private List<ScopeDecision.Granted> grant(List<ResourceScope> wanted, List<Allowance> allowances) {
        List<ResourceScope> within = ceiling.map(
                        grant -> Negotiation.grant(wanted, grant.set()).granted())
                .orElse(wanted);
        List<ScopeDecision.Granted> granted = new ArrayList<>();
        // Who the user is may not be known yet. What hangs on a role is granted apart from the rest, so that it can be
        // taken away alone when the user turns out not to have the role; and so that consent is looked up for the same
        // pieces before and after.
        List<Allowance> open = allowances.stream()
                .filter(allowance -> !allowance.isTiedToRoles())
                .toList();
        ScopeSet covered = add(granted, within, open);
        for (Allowance allowance : allowances) {
            if (!open.contains(allowance)) {
                ScopeSet before = covered;
                List<ResourceScope> rest =
                        within.stream().filter(scope -> !before.covers(scope)).toList();
                add(granted, rest, List.of(allowance));
            }
        }
        return withAllModels(granted);
    }

    /** Keycloak takes scopes with one id for one and keeps any of them: each has to carry the mappers of all. */
    private static List<ScopeDecision.Granted> withAllModels(List<ScopeDecision.Granted> granted) {
        Map<String, Set<ClientScopeModel>> models = new HashMap<>();
        granted.forEach(scope ->
                models.computeIfAbsent(scope.id(), id -> new LinkedHashSet<>()).addAll(scope.models()));
        return granted.stream()
                .map(scope ->
                        new ScopeDecision.Granted(List.copyOf(models.get(scope.id())), scope.name(), scope.consented()))
                .toList();
    }

    private ScopeSet add(List<ScopeDecision.Granted> granted, List<ResourceScope> wanted, List<Allowance> allowances) {
        List<ResourceScope> scopes = allowances.stream().map(Allowance::scope).toList();
        Negotiation negotiation = Negotiation.grant(wanted, ScopeSet.of(scopes));
        tooLarge |= negotiation.isTooLarge();
        List<ResourceScope> pieces = negotiation.granted();
        for (ResourceScope piece : pieces) {
            ResourceScope consented =
                    Grant.bound(session).map(grant -> grant.consentedFor(piece)).orElse(piece);
            Set<ClientScopeModel> models = new LinkedHashSet<>(modelsBehind(consented, allowances));
            models.addAll(modelsBehind(piece, allowances));
            granted.add(new ScopeDecision.Granted(List.copyOf(models), piece.spelling(), consented.spelling()));
        }
        return ScopeSet.of(pieces);
    }

    /**
     * The narrowest allowance that covers the scope alone, so that a wider one that is assigned later changes neither
     * mappers nor recorded consent; where none does, all that have a part in it.
     */
    private static List<ClientScopeModel> modelsBehind(ResourceScope piece, List<Allowance> allowances) {
        List<Allowance> covering = allowances.stream()
                .filter(allowance -> piece.isCoveredBy(allowance.scope()))
                .toList();
        return covering.stream()
                .filter(candidate -> covering.stream().noneMatch(other -> other.isInside(candidate)))
                .findFirst()
                .map(Allowance::models)
                .orElseGet(() -> allowances.stream()
                        .filter(allowance -> piece.meet(allowance.scope()).isPresent())
                        .flatMap(allowance -> allowance.models().stream())
                        .toList());
    }

    private String nothingLeft(ScopeRequest request) {
        if (tooLarge) {
            return "the answer would hold too many scopes";
        }
        if (!request.resources().isEmpty()) {
            return ScopeDescription.of(request.resources().get(0))
                    + " is outside the scopes registered for this client";
        }
        return request.malformed().get(0).description();
    }
}
