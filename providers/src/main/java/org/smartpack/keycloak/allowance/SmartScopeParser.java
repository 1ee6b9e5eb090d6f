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

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.rar.AuthorizationRequestParserProvider;
import org.keycloak.rar.AuthorizationDetails;
import org.keycloak.rar.AuthorizationRequestContext;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * Reads a {@code scope} parameter for a client: SMART scopes are granted as far as the client's allowances reach
 * (SMART-SCOPE-60), and Keycloak decides about the rest.
 *
 * <p>Keycloak compares the result with the request ({@code TokenManager.isValidScope}) and refuses the request if a
 * requested name is missing. A scope that is narrowed or dropped therefore leaves an {@link AnsweredScope} behind: an
 * entry that says "dealt with" and that nothing else sees.
 */
final class SmartScopeParser implements AuthorizationRequestParserProvider {

    /** Keycloak compares each name with each client scope, and looks some of them up in the database. */
    private static final int MAX_OTHER_NAMES = 200;

    private final KeycloakSession session;
    private final AuthorizationRequestParserProvider keycloak;
    private final KnownAllowances known;
    private final OrganizationScopes organizations;

    SmartScopeParser(KeycloakSession session, AuthorizationRequestParserProvider keycloak, KnownAllowances known) {
        this.session = session;
        this.keycloak = keycloak;
        this.known = known;
        this.organizations = new OrganizationScopes(session);
    }

    @Override
    public AuthorizationRequestContext parseScopes(ClientModel client, String scopeParam) {
        return parseScopes(null, client, scopeParam);
    }

    /** Keycloak adds entries to the list, so each call returns a new one. */
    @Override
    public AuthorizationRequestContext parseScopes(UserModel user, ClientModel client, String parameter) {
        Optional<ScopeMemory.Reading> reading = reading(user, client, parameter);
        List<AuthorizationDetails> entries = reading.flatMap(ScopeMemory.of(session)::entries)
                .orElseGet(() -> read(user, client, parameter, reading));
        return new AuthorizationRequestContext(new ArrayList<>(entries));
    }

    private Optional<ScopeMemory.Reading> reading(UserModel user, ClientModel client, String parameter) {
        return Occasion.bound(session)
                .map(occasion -> new ScopeMemory.Reading(
                        occasion,
                        client.getId(),
                        user == null ? null : user.getId(),
                        OwnTokenScopes.appliesTo(session, occasion, client, user),
                        parameter,
                        OriginalGrant.bound(session),
                        DroppedScopes.bound(session)));
    }

    private List<AuthorizationDetails> read(
            UserModel user, ClientModel client, String parameter, Optional<ScopeMemory.Reading> reading) {
        SentScope sent = SentScope.of(session);
        refuseUnreadable(client, sent);
        String requested = BackchannelRequest.requested(session, known, client, parameter);
        boolean isChosen = ChosenScopes.isMarked(requested);
        String scopeParam = isChosen ? ChosenScopes.withoutMark(requested) : requested;
        Occasion occasion = Occasion.of(session);
        boolean isOwnToken = OwnTokenScopes.appliesTo(session, occasion, client, user);
        AssignedScopes assigned = ScopeMemory.of(session).assigned(session, known, client);
        boolean withSystem = occasion.permits(Level.SYSTEM, isOwnToken);
        RequestedScopes request = requested(occasion, sent, scopeParam)
                .withNames(scope ->
                        (withSystem || !SystemScopes.includes(scope.spelling())) && assigned.has(scope.spelling()));
        if (occasion.negotiates() && request.otherNames() > MAX_OTHER_NAMES) {
            refuseAtOnce(client, "more than " + MAX_OTHER_NAMES + " scopes that are not SMART resource scopes");
        }
        Optional<AllowanceSource.OwnRights> own = withSystem ? AllowanceSource.of(session, client) : Optional.empty();
        List<Allowance> allowances = Allowance.of(assigned, own);
        ScopeDecider decider = new ScopeDecider(session, known, occasion, client, user, isOwnToken, isChosen);
        boolean isRequest = occasion.negotiates() && scopeParam != null;
        boolean isSmart = occasion.negotiates() && (isChosen || SmartNamedScope.isSmart(session, request));
        List<AuthorizationDetails> others = others(user, client, assigned, isSmart, request, occasion, scopeParam);
        if (!withSystem) {
            others.removeIf(
                    entry -> SystemScopes.includes(entry.getClientScope().getName()));
        }
        if (isChosen || isOfToken(occasion, scopeParam)) {
            others.removeIf(entry -> isAddedRight(entry, request, isChosen));
        }
        NamedScopes named = occasion.negotiates() ? NamedScopes.of(request, assigned, others) : NamedScopes.NONE;
        ScopeDecision decision =
                isRequest ? decide(decider, request, allowances, named) : decider.decide(request, allowances, named);
        if (isRequest) {
            ScopeOutcome outcome = ScopeOutcome.of(session, client);
            outcome.record(decision);
            outcome.recordNames(
                    others.stream().map(AuthorizationDetails::getClientScope),
                    known,
                    FhirServers.of(session).governRealm());
        }
        if (scopeParam != null) {
            decision.refusal().ifPresent(refusal -> refuse(client, scopeParam, refusal));
        }
        List<AuthorizationDetails> entries =
                new ArrayList<>(own.isPresent() && isOwnToken ? OwnTokenScopes.of(client, others) : others);
        if (own.isEmpty() && givesSmart(decision, others, isOwnToken) && !QuietScope.spares(client)) {
            entries.replaceAll(entry -> QuietScope.of(entry, isOwnToken));
        }
        Set<String> names = new HashSet<>();
        entries.forEach(entry -> names.add(entry.getAuthorizationDetails().getScopeNameFromCustomData()));
        for (ScopeDecision.Granted granted : decision.granted()) {
            if (names.add(granted.name())) {
                entries.add(GrantedScope.details(session, granted.models(), granted.name(), granted.consented()));
            }
        }
        if (occasion == Occasion.ADMINISTRATION) {
            entries.addAll(RecordedConsent.read(session, request, allowances));
        }
        for (String name : AnsweredScope.names(scopeParam, answered(assigned, request, decision, scopeParam))) {
            if (names.add(name)) {
                entries.add(AnsweredScope.details(client, name));
            }
        }
        if (decision.isAcceptable()) {
            reading.ifPresent(same -> keep(same, entries, request, assigned));
        }
        return entries;
    }

    /** Many requests read the scopes of the same token. A request with scopes of its own isn't one of these. */
    private RequestedScopes requested(Occasion occasion, SentScope sent, String scopeParam) {
        return occasion == Occasion.EXISTING_GRANT && sent.values().isEmpty() && scopeParam != null
                ? known.claim(scopeParam)
                : ScopeMemory.of(session).request(scopeParam);
    }

    /**
     * Whether the token has a SMART scope, in a realm with a FHIR server. In a client's own token only resource scopes
     * mean anything.
     */
    private boolean givesSmart(ScopeDecision decision, List<AuthorizationDetails> others, boolean isOwnToken) {
        boolean hasSmart = !decision.granted().isEmpty()
                || !isOwnToken
                        && others.stream()
                                .map(AuthorizationDetails::getClientScope)
                                .anyMatch(scope ->
                                        known.isSmart(scope) && !scope.getName().equals(FhirServer.INTROSPECT_SCOPE));
        return hasSmart && FhirServers.of(session).governRealm();
    }

    /**
     * Keycloak first reads without a user and then for the service account. The decision was for the service account
     * both times, so one reading is enough.
     */
    private void keep(
            ScopeMemory.Reading reading,
            List<AuthorizationDetails> entries,
            RequestedScopes request,
            AssignedScopes assigned) {
        if (reading.occasion() == Occasion.CLIENT_CREDENTIALS
                && request.namesResourcesOnly()
                && !assigned.has(FhirUser.ATTRIBUTE)) {
            ScopeMemory.of(session).keepForAnyone(reading, entries);
        } else {
            ScopeMemory.of(session).keep(reading, entries);
        }
    }

    /** The requested names that count as dealt with. */
    private Set<String> answered(
            AssignedScopes assigned, RequestedScopes request, ScopeDecision decision, String scopeParam) {
        if (!decision.isAcceptable()) {
            // At the authorization endpoint the pack's own check (LaunchCheck) refuses the request and says why.
            return scopeParam != null && CurrentRequest.of(session).place() == Place.AUTHORIZATION
                    ? Set.copyOf(ScopeParameter.split(scopeParam))
                    : Set.of();
        }
        Set<String> answered = new HashSet<>(decision.answered());
        if (request.others().contains(FhirUser.ATTRIBUTE) && assigned.has(FhirUser.ATTRIBUTE)) {
            answered.add(FhirUser.ATTRIBUTE);
        }
        return answered;
    }

    private ScopeDecision decide(
            ScopeDecider decider, RequestedScopes request, List<Allowance> allowances, NamedScopes named) {
        boolean concernsSmart = request.namesResources() || !allowances.isEmpty();
        if (!concernsSmart || !SentScope.of(session).isUnclean(ScopeMemory.of(session))) {
            return decider.decide(request, allowances, named);
        }
        if (CurrentRequest.of(session).place() == Place.DEVICE) {
            // Keycloak checks the scope only when the device requests its token, and only the cleaned value is left
            // then.
            throw KeycloakAnswer.endpoint(invalid(SentScope.UNCLEAN));
        }
        return ScopeDecision.refuse(invalid(SentScope.UNCLEAN));
    }

    /** Keycloak's own check refuses what isn't answered, unless the parameter has nothing that the check looks for. */
    private void refuse(ClientModel client, String scopeParam, Refusal refusal) {
        new InvalidScopeAnswer(session, client).raise(refusal);
        if (ScopeParameter.split(scopeParam).stream().allMatch(OAuth2Constants.SCOPE_OPENID::equals)) {
            throw KeycloakAnswer.endpoint(refusal);
        }
    }

    private void refuseUnreadable(ClientModel client, SentScope sent) {
        sent.fault(ScopeLimit.of(session)).ifPresent(why -> refuseAtOnce(client, why));
    }

    private void refuseAtOnce(ClientModel client, String why) {
        new InvalidScopeAnswer(session, client).raise(invalid(why));
        // Keycloak turns it into the kind of error that the endpoint uses: a page, or JSON.
        throw KeycloakAnswer.endpoint(invalid(why));
    }

    private static Refusal invalid(String why) {
        return Refusal.because(OAuthError.INVALID_SCOPE, why);
    }

    /** What Keycloak grants by name, without the allowances, which aren't granted just because they are assigned. */
    private List<AuthorizationDetails> others(
            UserModel user,
            ClientModel client,
            AssignedScopes assigned,
            boolean isSmart,
            RequestedScopes request,
            Occasion occasion,
            String scopeParam) {
        FhirUserScope fhirUser = new FhirUserScope(session, request.others(), user);
        List<String> asked = new ArrayList<>(request.others());
        request.launches().forEach(launch -> asked.add(launch.spelling()));
        asked.removeIf(new UnknownNames(client, assigned, isSmart));
        // To Keycloak an empty parameter is an empty name, which it compares with every scope.
        String parameter = scopeParam == null || asked.isEmpty() ? null : ScopeParameter.join(asked);
        List<AuthorizationDetails> byName = keycloak.parseScopes(
                        user, new ClientWithoutAllowances(client, assigned), parameter)
                .getAuthorizationDetailEntries();
        List<AuthorizationDetails> permitted = new ArrayList<>();
        for (AuthorizationDetails entry : organizations.completed(byName, client, user, asked)) {
            ClientScopeModel scope = entry.getClientScope();
            if (!known.isName(scope)
                    && occasion.permitsByName(scope.getName())
                    && isWithinGrant(scope, occasion)
                    && fhirUser.permits(scope.getName())) {
                permitted.add(SmartNamedScope.shown(session, entry, known));
            }
        }
        return permitted;
    }

    /** Keycloak adds the default scopes. One that is a right isn't given to an app whose user took it away. */
    private boolean isAddedRight(AuthorizationDetails entry, RequestedScopes request, boolean isChosen) {
        ClientScopeModel scope = entry.getClientScope();
        return (isChosen ? isRight(scope) : known.isSmart(scope))
                && !request.has(entry.getAuthorizationDetails().getScopeNameFromCustomData());
    }

    /**
     * Whether the parameter is the scope of a token, as for userinfo. It names all of SMART's scopes that the token
     * has, whatever is a default scope now.
     */
    private boolean isOfToken(Occasion occasion, String scopeParam) {
        return occasion == Occasion.EXISTING_GRANT
                && scopeParam != null
                && OriginalGrant.bound(session).isEmpty()
                && FhirServers.of(session).governRealm();
    }

    private boolean isRight(ClientScopeModel scope) {
        return known.isSmart(scope) || scope.getName().equals(OAuth2Constants.OFFLINE_ACCESS);
    }

    /** Keycloak adds the current default scopes. SMART's are a right, and a grant doesn't get new rights. */
    private boolean isWithinGrant(ClientScopeModel scope, Occasion occasion) {
        String name = scope.getName();
        boolean isPermitted = !isRight(scope)
                || ceiling(occasion).map(grant -> grant.names().contains(name)).orElse(true);
        return isPermitted && !DroppedScopes.has(session, name);
    }

    private Optional<OriginalGrant> ceiling(Occasion occasion) {
        return occasion == Occasion.EXCHANGE && FhirServers.of(session).governRealm()
                ? Optional.of(SubjectToken.grant(session))
                : OriginalGrant.bound(session);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
