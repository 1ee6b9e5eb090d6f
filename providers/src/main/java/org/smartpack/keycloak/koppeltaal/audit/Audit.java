/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.time.Instant;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.koppeltaal.domain.AuditCodes;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.launch.rules.LaunchObserver;

/**
 * Reports launches with HTI tokens to the domain's FHIR service: the authorization request, the way to the identity
 * provider and back, the introspection. Events are sent later on a best-effort basis, and a failure doesn't affect the
 * login (KT-AUD-7).
 */
public final class Audit implements LaunchObserver {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;

    /** For the domain that is the request's realm. Nothing is sent unless its administrator has switched that on. */
    public Audit(KeycloakSession session, KoppeltaalDomain domain) {
        this.session = session;
        this.domain = domain;
    }

    /**
     * Sends an event about a step of a login, and another if the launch failed (KT-AUD-1, KT-AUD-5). About a request
     * that anybody could have made, it sends only one, and only while there is room. Never throws.
     */
    public void report(Occurrence occurrence) {
        try {
            Optional<AuditCodes> codes = domain.audit();
            if (codes.isPresent()) {
                send(codes.get(), occurrence);
            }
        } catch (RuntimeException e) {
            LOG.warnf("An AuditEvent could not be created: %s", e.getClass().getName());
        }
    }

    private void send(AuditCodes codes, Occurrence occurrence) {
        FhirServer fhirService = domain.fhirService();
        AuditEvents events = new AuditEvents(
                codes,
                session.getContext().getRealm().getName(),
                fhirService.ownName(),
                Instant.ofEpochMilli(Time.currentTimeMillis()));
        FhirClient fhir = FhirClient.of(session);
        if (!occurrence.isProven() && occurrence.step() == Step.AUTHORIZE) {
            fhir.createIfQuiet(fhirService, events.login(occurrence), occurrence.trace());
            return;
        }
        if (occurrence.isLogin()) {
            fhir.createLater(fhirService, events.login(occurrence), occurrence.trace());
        }
        if (occurrence.isFailedLaunch()) {
            fhir.createLater(
                    fhirService,
                    events.failedLaunch(occurrence),
                    occurrence.trace().next());
        }
    }

    @Override
    public void onLaunch(Happening launch) {
        switch (launch.kind()) {
            case BEGUN -> begun(launch);
            case MISCONFIGURED -> report(Step.AUTHORIZE, Outcome.MISCONFIGURED, launch.reason(), launch);
            case REFUSED -> report(Step.AUTHORIZE, outcome(launch), launch.reason(), launch);
            case LOGGED_IN -> report(Step.IDP_LOGIN, Outcome.SUCCESS, "the user is the user of the launch", launch);
            case NOT_LOGGED_IN -> report(Step.IDP_LOGIN, outcome(launch), launch.reason(), launch);
        }
    }

    private void begun(Happening launch) {
        report(Step.AUTHORIZE, Outcome.SUCCESS, "the launch token is valid", launch);
        if (launch.identityProvider().isPresent()) {
            report(Step.IDP_CALL, Outcome.SUCCESS, "the user is sent to the identity provider", launch);
        }
    }

    private static Outcome outcome(Happening launch) {
        return launch.isFault() ? Outcome.FAILED : Outcome.REFUSED;
    }

    private void report(Step step, Outcome outcome, String description, Happening launch) {
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
        report(issuer.map(occurrence::at).orElse(occurrence));
    }

    /** The issuer in the identity provider's settings; its alias if they have none. */
    private String issuer(String alias) {
        return Optional.ofNullable(session.identityProviders().getByAlias(alias))
                .map(IdentityProviderModel::getConfig)
                .map(config -> config.get(IdentityProviderModel.ISSUER))
                .filter(issuer -> !issuer.isBlank())
                .orElse(alias);
    }
}
