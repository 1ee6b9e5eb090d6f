/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.Approval;
import org.smartpack.keycloak.approval.Approvals;

/**
 * The FHIR servers of a realm, as a realm administrator approved them. A realm that has one is governed by the SMART launch
 * rules; any other realm is left as Keycloak makes it. What doesn't agree with the approval any more (the client was deleted,
 * the mapper was changed by somebody without the right) is no FHIR server, but the realm stays governed: its apps get
 * nothing that nobody checked.
 */
public final class FhirServers {

    /**
     * A realm attribute that goes into realm files, as approvals don't: a realm that has it is governed, even if it was imported
     * while the pack wasn't there and no realm administrator has saved the mapper since.
     */
    static final String HINT = "smart.fhir.server";

    private static final Logger LOG = Logger.getLogger(FhirServers.class);

    private static final String ATTRIBUTE = FhirServers.class.getName();

    private final RealmModel realm;
    private final Approvals approvals;
    private final boolean isKept;
    private List<Approval> approved;
    private List<FhirServer> known;

    private FhirServers(RealmModel realm, boolean isKept) {
        this.realm = realm;
        this.approvals = Approvals.of(realm);
        this.isKept = isKept;
    }

    /** Those of the request's realm. */
    public static FhirServers of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        FhirServers kept = session.getAttribute(ATTRIBUTE, FhirServers.class);
        return kept != null && kept.realm.getId().equals(realm.getId()) ? kept : new FhirServers(realm, false);
    }

    /** Looks them up once for a request that changes nothing which they hang on: neither the realm nor its clients. */
    public static FhirServers keep(KeycloakSession session) {
        FhirServers kept = of(session);
        if (!kept.isKept) {
            kept = new FhirServers(session.getContext().getRealm(), true);
            session.setAttribute(ATTRIBUTE, kept);
        }
        return kept;
    }

    /** Whether the realm has a FHIR server, even if its client is disabled or gone: a realm doesn't lose its rules with that. */
    public boolean governRealm() {
        return !approved().isEmpty() || realm.getAttribute(HINT) != null;
    }

    /** Whether the realm has exactly one FHIR server, even if its client is disabled or gone. */
    boolean isSingle() {
        return approved().size() == 1;
    }

    /** Whether this is the realm's one and only FHIR server. */
    boolean isSingle(FhirServer server) {
        return isSingle() && known().equals(List.of(server));
    }

    /** Those whose client is enabled. */
    public List<FhirServer> all() {
        return known().stream().filter(server -> server.client().isEnabled()).toList();
    }

    /** The realm's only FHIR server. */
    public Optional<FhirServer> only() {
        List<FhirServer> all = all();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** The one with this base URL, one slash at the end aside (SMART-AUTHZ-1). */
    public Optional<FhirServer> at(String baseUrl) {
        List<FhirServer> known = known();
        if (known.isEmpty() && realm.getAttribute(HINT) != null) {
            LOG.warnf(
                    "Realm %s is governed by the rules of SMART App Launch but has no approved FHIR server. A realm"
                            + " administrator must save the mapper \"FHIR server\" of its client in the admin console.",
                    realm.getName());
        }
        return known.stream()
                .filter(server -> server.client().isEnabled())
                .filter(server -> server.isAt(baseUrl))
                .findFirst();
    }

    /** The one that a client stands for. */
    public Optional<FhirServer> of(ClientModel client) {
        return client == null ? Optional.empty() : withId(client.getId());
    }

    /** The one that a token is for; empty if it is for none of the realm, or for several. */
    public Optional<FhirServer> addressedBy(String... audience) {
        List<FhirServer> found = audience == null
                ? List.of()
                : all().stream()
                        .filter(server -> List.of(audience).contains(server.baseUrl()))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The one whose client has this internal id. */
    public Optional<FhirServer> withId(String id) {
        return all().stream()
                .filter(server -> server.client().getId().equals(id))
                .findFirst();
    }

    /**
     * Every one, even if its client is disabled: what an administrator has said of the realm on that client still holds.
     * Two at one base URL can't be told apart, so neither counts.
     */
    public List<FhirServer> known() {
        if (!isKept) {
            return lookUp();
        }
        if (known == null) {
            known = lookUp();
        }
        return known;
    }

    private List<FhirServer> lookUp() {
        List<FhirServer> found =
                approved().stream().flatMap(approval -> find(approval).stream()).toList();
        List<FhirServer> distinct = found.stream()
                .filter(server -> found.stream()
                                .filter(other -> other.isAt(server.baseUrl()))
                                .count()
                        == 1)
                .toList();
        if (distinct.size() < found.size()) {
            LOG.warnf("Realm %s: two FHIR servers have the same base URL, so neither counts", realm.getName());
        }
        return distinct;
    }

    private List<Approval> approved() {
        if (approved == null || !isKept) {
            approved = approvals.all(FhirServerMapper.PROVIDER_ID);
        }
        return approved;
    }

    private Optional<FhirServer> find(Approval approval) {
        ClientModel client = realm.getClientById(approval.client());
        return client == null
                ? Optional.empty()
                : approvals.of(client, FhirServerMapper.PROVIDER_ID).flatMap(config -> FhirServer.of(client, config));
    }
}
