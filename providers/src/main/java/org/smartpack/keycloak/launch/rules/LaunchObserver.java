/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * Is told how launches under {@link LaunchRules} go: a profile may have to keep a record. Told within the request, so it
 * must neither throw nor wait for anybody.
 */
public interface LaunchObserver extends ProfileRules {

    /** Tells the profile of the request's realm, if it wants to know. */
    static LaunchObserver of(KeycloakSession session) {
        return launch -> {
            try {
                Profiles.rules(session, LaunchObserver.class).ifPresent(one -> one.onLaunch(launch));
            } catch (RuntimeException e) {
                // Whatever becomes of the record, the launch goes its way.
                Logger.getLogger(LaunchObserver.class)
                        .errorf("A launch was not recorded: %s", e.getClass().getName());
            }
        };
    }

    /** Something happened to a launch. */
    void onLaunch(Happening launch);

    /** What happened. */
    enum Kind {
        /** An authorization request has brought a launch that holds; the login begins. */
        BEGUN,
        /** The same launch shows that somebody set up something wrongly; it goes on all the same. */
        MISCONFIGURED,
        /** An authorization request was refused. */
        REFUSED,
        /** The user has logged in and is the one whom the launch is for. */
        LOGGED_IN,
        /** The login ended without that. */
        NOT_LOGGED_IN
    }

    /**
     * What happened.
     *
     * @param reason why not, in the pack's own words, without anything about the user; empty where nothing is wrong
     * @param isFault whether something didn't work, rather than that somebody did something wrong
     * @param app the app that is launched
     * @param user whom the launch is for; empty as long as nothing proves that
     * @param trace the trace reference of the launch; empty as long as nothing proves that
     * @param identityProvider the alias of the identity provider at which the user logs in; empty for the realm's own login
     */
    record Happening(
            Kind kind,
            String reason,
            boolean isFault,
            ClientModel app,
            Optional<FhirReference> user,
            Optional<String> trace,
            Optional<String> identityProvider) {

        public static Happening begun(ClientModel app, OfferedLaunch launch) {
            return of(Kind.BEGUN, "", app, Optional.of(launch));
        }

        public static Happening misconfigured(ClientModel app, OfferedLaunch launch) {
            return of(Kind.MISCONFIGURED, launch.misconfiguration().orElse(""), app, Optional.of(launch));
        }

        public static Happening refused(ClientModel app, Optional<OfferedLaunch> launch, String reason) {
            return of(Kind.REFUSED, reason, app, launch);
        }

        static Happening loggedIn(AuthenticationSessionModel login, Optional<Launch> launch) {
            return of(Kind.LOGGED_IN, "", false, login, launch);
        }

        static Happening notLoggedIn(AuthenticationSessionModel login, Optional<Launch> launch, Refusal refusal) {
            return of(Kind.NOT_LOGGED_IN, refusal.reason(), refusal.isFault(), login, launch);
        }

        static Happening ended(AuthenticationSessionModel login, Optional<Launch> launch) {
            return of(Kind.NOT_LOGGED_IN, "the login ended without a user", false, login, launch);
        }

        private static Happening of(
                Kind kind, String reason, boolean isFault, AuthenticationSessionModel login, Optional<Launch> launch) {
            return new Happening(
                    kind,
                    reason,
                    isFault,
                    login.getClient(),
                    launch.flatMap(Launch::user),
                    LaunchTrace.of(login),
                    Optional.ofNullable(LaunchNotes.read(login, LaunchNotes.IDENTITY_PROVIDER)));
        }

        private static Happening of(Kind kind, String reason, ClientModel app, Optional<OfferedLaunch> launch) {
            return new Happening(
                    kind,
                    reason,
                    false,
                    app,
                    launch.flatMap(offered -> offered.launch().user()),
                    launch.map(OfferedLaunch::trace),
                    launch.flatMap(OfferedLaunch::identityProvider));
        }
    }
}
