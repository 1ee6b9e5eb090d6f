/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.util.Optional;

import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.launch.rules.LaunchObserver;

/** The AuditEvents of launches with HTI tokens: the authorization request, the way to the identity provider and back. */
public final class LaunchAudit implements LaunchObserver {

    private final KeycloakSession session;

    public LaunchAudit(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void told(Happening launch) {
        switch (launch.kind()) {
            case BEGUN -> begun(launch);
            case MISCONFIGURED -> tell(Step.AUTHORIZE, Outcome.MISCONFIGURED, launch.reason(), launch);
            case REFUSED -> tell(Step.AUTHORIZE, outcome(launch), launch.reason(), launch);
            case LOGGED_IN -> tell(Step.IDP_LOGIN, Outcome.SUCCESS, "the user is the one of the launch", launch);
            case NOT_LOGGED_IN -> tell(Step.IDP_LOGIN, outcome(launch), launch.reason(), launch);
        }
    }

    private void begun(Happening launch) {
        tell(Step.AUTHORIZE, Outcome.SUCCESS, "the launch token is valid", launch);
        if (launch.identityProvider().isPresent()) {
            tell(Step.IDP_CALL, Outcome.SUCCESS, "the user is sent to the identity provider", launch);
        }
    }

    private static Outcome outcome(Happening launch) {
        return launch.isFault() ? Outcome.FAILED : Outcome.REFUSED;
    }

    private void tell(Step step, Outcome outcome, String description, Happening launch) {
        Trace trace = Trace.of(session);
        Occurrence occurrence = Occurrence.of(
                step,
                outcome,
                description,
                launch.app(),
                launch.user(),
                launch.trace().map(trace::named).orElse(trace));
        Optional<String> issuer = step == Step.AUTHORIZE
                ? Optional.empty()
                : launch.identityProvider().map(this::issuer);
        Audit.of(session).tell(issuer.map(occurrence::at).orElse(occurrence));
    }

    /** As the identity provider's settings have it; by its alias where they don't. */
    private String issuer(String alias) {
        return Optional.ofNullable(session.identityProviders().getByAlias(alias))
                .map(IdentityProviderModel::getConfig)
                .map(config -> config.get(IdentityProviderModel.ISSUER))
                .filter(issuer -> !issuer.isBlank())
                .orElse(alias);
    }
}
