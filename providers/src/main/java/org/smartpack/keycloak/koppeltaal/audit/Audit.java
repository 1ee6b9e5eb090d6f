/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.audit;

import java.time.Instant;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.koppeltaal.domain.AuditCodes;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;

/**
 * Tells the FHIR service of the request's realm what happened, if the domain's administrator wants that. Best effort: what
 * it does is done later by others, and what goes wrong changes nothing for the login (KT-AUD-7).
 */
public final class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    private final KeycloakSession session;

    private Audit(KeycloakSession session) {
        this.session = session;
    }

    /** Of the request's realm; does nothing in a realm that is no Koppeltaal domain, or doesn't send AuditEvents. */
    public static Audit of(KeycloakSession session) {
        return new Audit(session);
    }

    /**
     * Sends an event about a step of a login, and one more if it means that a launch failed (KT-AUD-1, KT-AUD-5); one alone,
     * and only as far as there is room, about a request that anybody could have made. Never throws.
     */
    public void tell(Occurrence occurrence) {
        try {
            Optional<KoppeltaalDomain> domain = KoppeltaalDomain.of(session);
            Optional<AuditCodes> codes = domain.flatMap(KoppeltaalDomain::audit);
            if (codes.isPresent()) {
                send(domain.get(), codes.get(), occurrence);
            }
        } catch (RuntimeException e) {
            LOG.warnf("An AuditEvent could not be made: %s", e.getClass().getName());
        }
    }

    private void send(KoppeltaalDomain domain, AuditCodes codes, Occurrence occurrence) {
        AuditEvents events = new AuditEvents(
                codes,
                session.getContext().getRealm().getName(),
                domain.fhirService().ownName(),
                Instant.ofEpochMilli(Time.currentTimeMillis()));
        FhirClient fhir = FhirClient.of(session);
        if (!occurrence.isProven() && occurrence.step() == Step.AUTHORIZE) {
            fhir.createIfQuiet(domain.fhirService(), events.login(occurrence), occurrence.trace());
            return;
        }
        if (occurrence.isLogin()) {
            fhir.createLater(domain.fhirService(), events.login(occurrence), occurrence.trace());
        }
        if (occurrence.isFailedLaunch()) {
            fhir.createLater(
                    domain.fhirService(),
                    events.failedLaunch(occurrence),
                    occurrence.trace().next());
        }
    }
}
