/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.AccessPeriod;

/**
 * The part of a page that says how long an app will have access, and asks the user where the realm offers a choice.
 * What was chosen before isn't remembered: each login asks.
 */
public final class AccessQuestion {

    /** The form's field: the chosen period, spelled as in the setting. */
    private static final String FIELD = "period";

    /** The page's attribute: an {@link AccessText}. */
    private static final String ATTRIBUTE = "access";

    private final KeycloakSession session;
    private final AuthenticationSessionModel login;
    private final UserModel user;
    private final LastingAccess access;
    private final AccessPeriods periods;

    private AccessQuestion(
            KeycloakSession session, AuthenticationSessionModel login, UserModel user, LastingAccess access) {
        this.session = session;
        this.login = login;
        this.user = user;
        this.access = access;
        this.periods = AccessPeriods.of(login.getClient());
    }

    /** Empty where the app's access will end with its access token. */
    public static Optional<AccessQuestion> of(
            KeycloakSession session, AuthenticationSessionModel login, UserModel user) {
        return LastingAccess.of(session, login).map(access -> new AccessQuestion(session, login, user, access));
    }

    /** Whether the login can't end without the user's choice. */
    public boolean mustAsk() {
        return ChosenPeriod.of(login, user).isEmpty() && !offered().isEmpty();
    }

    /** Puts it on the page. */
    public void show(LoginFormsProvider form) {
        AccessLimit limit = limit();
        form.setAttribute(ATTRIBUTE, AccessText.of(limit, periods.within(limit), ChosenPeriod.of(login, user)));
    }

    /**
     * Takes what the page's form says. Only what is offered now counts, and only if it is said once.
     *
     * @return the key of a message if the user has to choose again
     */
    public Optional<String> answer(MultivaluedMap<String, String> form) {
        List<AccessPeriod> offered = offered();
        List<String> values = form.getOrDefault(FIELD, List.of());
        Optional<AccessPeriod> chosen = values.size() == 1
                ? offered.stream()
                        .filter(period -> period.toString().equals(values.get(0)))
                        .findFirst()
                : Optional.empty();
        chosen.ifPresent(period -> ChosenPeriod.keep(login, user, period));
        if (offered.isEmpty() && !periods.isUnusable()) {
            // More may fit when the login ends; the user can't be asked then.
            ChosenPeriod.keepNothing(login, user);
        }
        return offered.isEmpty() || chosen.isPresent() ? Optional.empty() : Optional.of("smartPeriodMissing");
    }

    /** The user's session is looked up only where the realm has something to offer. */
    private List<AccessPeriod> offered() {
        return periods.choices().isEmpty() ? List.of() : periods.within(limit());
    }

    private AccessLimit limit() {
        return AccessLimit.of(session, login, access == LastingAccess.OFFLINE);
    }
}
