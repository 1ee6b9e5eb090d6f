/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.Approval;
import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * A realm that is a Koppeltaal domain (KT-DOM-1): the client of its FHIR service has the mapper "Koppeltaal domain".
 *
 * @param fhirService the domain's FHIR service
 * @param scopeNarrowing whether an application that names scopes gets only those of its role's scopes (KT-SCP-6)
 * @param introspectOnce whether each caller can introspect an HTI token only once (INTRO-KT-10)
 * @param management the URL of the domain's management application, for discovery (KT-DISC-1)
 * @param settings every setting of the mapper by its key
 */
public record KoppeltaalDomain(
        FhirServer fhirService,
        boolean scopeNarrowing,
        boolean introspectOnce,
        Optional<String> management,
        Map<String, String> settings) {

    /** The profile's name for administrators. */
    public static final String PROFILE = "Koppeltaal";

    private static final Logger LOG = Logger.getLogger(KoppeltaalDomain.class);

    /**
     * The domain that is the request's realm; empty for any other realm. It stays a domain while the client of its FHIR
     * service is disabled, because that switch must not give its applications the rights of another kind of realm.
     */
    public static Optional<KoppeltaalDomain> of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        Approvals approvals = Approvals.of(realm);
        List<Approval> domains = approvals.all(KoppeltaalDomainMapper.PROVIDER_ID);
        if (domains.isEmpty()) {
            return Optional.empty();
        }
        if (domains.size() > 1) {
            LOG.warnf("Realm %s: several clients have the mapper Koppeltaal domain, so none counts", realm.getName());
            return Optional.empty();
        }
        return FhirServers.of(session).known().stream()
                .filter(server -> server.client().getId().equals(domains.get(0).client()))
                .flatMap(server -> approvals.of(server.client(), KoppeltaalDomainMapper.PROVIDER_ID).stream()
                        .map(config -> of(server, config)))
                .findFirst();
    }

    /**
     * Whether a realm was approved as a domain, even if the present state of its clients prevents it from being one.
     */
    public static boolean wasApproved(RealmModel realm) {
        return Approvals.of(realm).hasAny(KoppeltaalDomainMapper.PROVIDER_ID);
    }

    /** Whether the launching user's resource must exist at the FHIR service and be active (KT-AUTHZ-4). */
    public boolean looksUpUsers() {
        return !"false".equals(settings.get(KoppeltaalDomainMapper.USER_LOOKUP));
    }

    /** The codes for the AuditEvents to the FHIR service; empty if none are sent. */
    public Optional<AuditCodes> audit() {
        return Boolean.parseBoolean(settings.get(KoppeltaalDomainMapper.AUDIT))
                ? Optional.of(AuditCodes.of(settings))
                : Optional.empty();
    }

    private static KoppeltaalDomain of(FhirServer server, Map<String, String> config) {
        return new KoppeltaalDomain(
                server,
                Boolean.parseBoolean(config.get(KoppeltaalDomainMapper.SCOPE_NARROWING)),
                !"false".equals(config.get(KoppeltaalDomainMapper.INTROSPECT_ONCE)),
                Optional.ofNullable(config.get(KoppeltaalDomainMapper.MANAGEMENT_URL))
                        .filter(url -> !url.isBlank()),
                Map.copyOf(config));
    }
}
