/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.redeem;

import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.AccessPeriod;
import org.smartpack.keycloak.launch.kind.EndedLogin;
import org.smartpack.keycloak.launch.period.AccessLimit;
import org.smartpack.keycloak.launch.period.AccessPeriods;
import org.smartpack.keycloak.launch.period.ChosenPeriod;
import org.smartpack.keycloak.launch.period.LastingAccess;

/**
 * How long the access of a login lasts. The page has asked the user before; here a login that bypassed the page, by
 * whatever way, gets no code.
 */
record PeriodDecision(KeycloakSession session, EndedLogin ended, UserSessionModel user) {

    private static final Logger LOG = Logger.getLogger(PeriodDecision.class);

    /**
     * The period that the user chose; empty if there was nothing to choose.
     *
     * @throws Refusal if there is something to choose, and the user hasn't
     */
    Optional<AccessPeriod> make() throws Refusal {
        Optional<LastingAccess> access = LastingAccess.of(session, ended.login().getClient(), ended.granted());
        if (access.isEmpty()) {
            return Optional.empty();
        }
        Optional<AccessPeriod> chosen = ChosenPeriod.of(ended.login(), ended.user());
        if (chosen.isEmpty() && !ChosenPeriod.wasNothingOffered(ended.login(), ended.user())) {
            checkNothingIsOffered(access.get());
        }
        return chosen;
    }

    private void checkNothingIsOffered(LastingAccess access) throws Refusal {
        AccessPeriods periods = AccessPeriods.of(ended.login().getClient());
        if (periods.isUnusable()) {
            LOG.warnf(
                    "Realm %s: none of the access periods of the step %s can be read: %s",
                    user.getRealm().getName(), AccessPeriods.STEP, periods.wrong());
            throw Refusal.of(
                    OAuthError.TEMPORARILY_UNAVAILABLE,
                    "Lasting access can't be given at the moment",
                    "none of the realm's access periods can be read");
        }
        if (!periods.choices().isEmpty() && !periods.within(limit(access)).isEmpty()) {
            throw Refusal.of(
                    OAuthError.ACCESS_DENIED,
                    "The user has not chosen how long access lasts",
                    "the login ended without the page that asks for it");
        }
    }

    private AccessLimit limit(LastingAccess access) {
        return AccessLimit.of(session, user, ended.login().getClient(), access == LastingAccess.OFFLINE);
    }
}
