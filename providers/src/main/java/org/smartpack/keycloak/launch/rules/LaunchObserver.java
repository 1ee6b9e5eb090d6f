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
 * Is informed about the progress of launches under {@link LaunchRules}, because a profile may have to keep a record. It
 * is called within the request, so it must neither throw nor block.
 */
public interface LaunchObserver extends ProfileRules {

    /** The observer of the profile of the request's realm; does nothing if it has none. */
    static LaunchObserver of(KeycloakSession session) {
        return launch -> {
            try {
                Profiles.rules(session, LaunchObserver.class).ifPresent(one -> one.onLaunch(launch));
            } catch (RuntimeException e) {
                // The launch continues, whatever happens to the record.
                Logger.getLogger(LaunchObserver.class)
                        .errorf("A launch was not recorded: %s", e.getClass().getName());
            }
        };
    }

    /** Called when something has happened to a launch. */
    void onLaunch(Happening launch);

    /** What happened. */
    enum Kind {
        /** An authorization request had a valid launch; the login begins. */
        BEGUN,
        /** The launch revealed a wrong setting, but continues. */
        MISCONFIGURED,
        /** An authorization request was refused. */
        REFUSED,
        /** The right user has logged in. */
        LOGGED_IN,
        /** The login ended in another way. */
        NOT_LOGGED_IN
    }

    /**
     * What happened.
     *
     * @param reason what went wrong, in the pack's own words, without anything about the user; empty if nothing did
     * @param isFault whether something failed, rather than somebody having done something wrong
     * @param app the launched app
     * @param user the user whom the launch is for; empty until that is proven
     * @param trace the trace reference of the launch; empty until that is proven
     * @param identityProvider the alias of the identity provider at which the user logs in; empty for the realm's own
     *     login
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
