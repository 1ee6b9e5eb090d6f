/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.launch.rules.LaunchObserver;
import org.smartpack.keycloak.launch.rules.LaunchObserver.Happening;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;
import org.smartpack.keycloak.launch.rules.LaunchRules.WrongUserException;
import org.smartpack.keycloak.launch.rules.LaunchTrace;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.LaunchStore;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * A launch by the {@linkplain LaunchRules rules of a profile}: {@code launch} is a token that proves the launch itself.
 * The profile is informed of its progress.
 */
final class TokenLaunch implements LaunchKind {

    private final KeycloakSession session;
    private final LaunchRules rules;
    private final LaunchObserver observer;
    private final String invalid;

    TokenLaunch(KeycloakSession session, LaunchRules rules) {
        this.session = session;
        this.rules = rules;
        this.observer = LaunchObserver.of(session);
        this.invalid = rules.invalidLaunch();
    }

    /** Every request of such an app is a launch. */
    @Override
    public boolean isAskedFor(RequestedScopes scopes) {
        return true;
    }

    @Override
    public void checkRequest(AuthorizationRequest request) throws Refusal {
        rules.checkRequest(request.parameters(), request.server());
        request.checkLaunchGiven();
    }

    @Override
    public void onRefused(ClientModel app, Refusal refusal) {
        observer.onLaunch(Happening.refused(app, Optional.empty(), refusal.description()));
    }

    @Override
    public Map<String, String> begin(AuthorizationRequest request) throws Refusal {
        OfferedLaunch offered = verify(request);
        KeptLaunch launch;
        try {
            launch = keep(offered, request.app());
            launch.checkNotExpired(request.app());
            launch.checkApp(request.app());
            launch.checkServer(request.server());
            launch.reserve(request);
        } catch (Refusal refusal) {
            observer.onLaunch(Happening.refused(request.app(), Optional.of(offered), refusal.reason()));
            throw refusal.withDescription(LaunchTrace.in(refusal.description(), Optional.of(offered.trace())));
        }
        observer.onLaunch(Happening.begun(request.app(), offered));
        Map<String, String> notes = launch.notes(request);
        notes.put(LaunchNotes.TRACE, offered.trace());
        offered.identityProvider().ifPresent(alias -> notes.put(LaunchNotes.IDENTITY_PROVIDER, alias));
        return notes;
    }

    private OfferedLaunch verify(AuthorizationRequest request) throws Refusal {
        try {
            return rules.verify(request.launch(), request.app(), request.server());
        } catch (InvalidTokenException e) {
            Refusal refusal = Refusal.launch(invalid, e.getMessage());
            observer.onLaunch(Happening.refused(request.app(), Optional.empty(), refusal.reason()));
            throw refusal;
        }
    }

    /**
     * The token's id is recorded only now that everything about it has been verified. Loading the page again records no
     * second one.
     */
    private KeptLaunch keep(OfferedLaunch offered, ClientModel app) throws Refusal {
        LaunchStore.Kept kept = new LaunchStore(session)
                .keepOnce(offered)
                .orElseThrow(() -> Refusal.launch(invalid, "already used, or its id was seen in another token"));
        if (kept.isFirst() && offered.misconfiguration().isPresent()) {
            rules.misconfigured(offered, app);
            observer.onLaunch(Happening.misconfigured(app, offered));
        }
        return new KeptLaunch(session, kept.reference(), offered.launch(), invalid);
    }

    @Override
    public GrantContext end(EndedLogin ended) throws Refusal {
        LaunchHold hold = ended.holdOfToken(invalid);
        KeptLaunch launch = KeptLaunch.of(session, hold, invalid);
        launch.checkHeld(hold);
        launch.checkServer(ended.server());
        checkUser(launch, hold, ended);
        launch.consume(hold);
        return grant(launch.launch(), ended);
    }

    /**
     * Keycloak can't change users within a browser session. So after logging out, the launch can begin again as long as
     * the token is valid. The same goes if the user couldn't be looked up.
     */
    private void checkUser(KeptLaunch launch, LaunchHold hold, EndedLogin ended) throws Refusal {
        try {
            rules.checkUser(launch.launch(), identityProvider(ended.login()), ended.login(), ended.user());
        } catch (WrongUserException e) {
            if (e.isFault() || ended.isSingleSignOn()) {
                hold.giveUp();
            } else {
                launch.useUp(hold);
            }
            throw Refusal.launchOfAnother(e.getMessage(), e.isFault());
        }
    }

    /**
     * Keycloak notes which identity provider a login used. These are this login's own notes: what an earlier login left
     * in the user's session doesn't count.
     */
    private static Optional<String> identityProvider(AuthenticationSessionModel login) throws WrongUserException {
        String wanted = LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER);
        if (wanted != null
                && !Objects.equals(wanted, login.getUserSessionNotes().get(Details.IDENTITY_PROVIDER))) {
            throw new WrongUserException("the login didn't use the identity provider of this launch");
        }
        return Optional.ofNullable(wanted);
    }

    /** The profile has verified that the user is the one whom the launch is for. */
    private static GrantContext grant(Launch launch, EndedLogin ended) {
        return new GrantContext(
                launch.context(),
                ended.server().client().getId(),
                ended.server().baseUrl(),
                launch.user().map(FhirReference::toString),
                false,
                Optional.empty(),
                true);
    }
}
