/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.Approval;
import org.smartpack.keycloak.approval.Approvals;

/**
 * The FHIR servers of a realm, as a realm administrator approved them. The SMART launch rules govern realms with a FHIR
 * server; any other realm works as it does without the pack. If a client no longer matches its approval (it was
 * deleted, or somebody without the right changed the mapper), it isn't a FHIR server any more. The realm stays governed
 * all the same, so that apps get nothing unchecked.
 */
public final class FhirServers {

    /**
     * A realm attribute, which, unlike approvals, is part of realm files. A realm with it is governed, even if it was
     * imported while the pack wasn't installed and no realm administrator has saved the mapper since.
     */
    static final String HINT = "smart.fhir.server";

    private static final Logger LOG = Logger.getLogger(FhirServers.class);

    private static final String ATTRIBUTE = FhirServers.class.getName();

    private final RealmModel realm;
    private final Approvals approvals;
    private final boolean isKept;
    private List<Approval> approved;
    private List<FhirServer> known;
    private Optional<Boolean> usersDecide = Optional.empty();

    private FhirServers(RealmModel realm, boolean isKept) {
        this.realm = realm;
        this.approvals = Approvals.of(realm);
        this.isKept = isKept;
    }

    /** The FHIR servers of the request's realm. */
    public static FhirServers of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        FhirServers kept = session.getAttribute(ATTRIBUTE, FhirServers.class);
        return kept != null && kept.realm.getId().equals(realm.getId()) ? kept : new FhirServers(realm, false);
    }

    /**
     * Looks them up only once in this request. The caller vouches that the request changes neither the realm nor its
     * clients.
     */
    public static FhirServers keep(KeycloakSession session) {
        FhirServers kept = of(session);
        if (!kept.isKept) {
            kept = new FhirServers(session.getContext().getRealm(), true);
            session.setAttribute(ATTRIBUTE, kept);
        }
        return kept;
    }

    /**
     * Whether the realm has a FHIR server, even if its client is disabled or gone: the realm must not lose its rules
     * with it.
     */
    public boolean governRealm() {
        return !approved().isEmpty() || isMarked(realm);
    }

    /** Whether a realm is governed even without an approval, because a realm file said so. */
    public static boolean isMarked(RealmModel realm) {
        return realm.getAttribute(HINT) != null;
    }

    /** Marks a realm with a FHIR server as governed, for realm files. */
    public static void mark(RealmModel realm) {
        if (!isMarked(realm)) {
            realm.setAttribute(HINT, true);
        }
    }

    /**
     * Whether an audience names a FHIR server of the realm, even one whose client is disabled or gone, or whose base
     * URL another one has too, and even one that the realm had once.
     */
    public boolean areNamedIn(Collection<String> audience) {
        return approved().stream().anyMatch(approval -> {
                    String baseUrl = approval.config().getOrDefault(FhirServerMapper.BASE_URL, "");
                    return audience.stream()
                            .anyMatch(name -> name.equals(approval.clientId()) || BaseUrl.areSame(name, baseUrl));
                })
                || formerNames().stream()
                        .anyMatch(former -> audience.stream().anyMatch(name -> BaseUrl.areSame(name, former)));
    }

    /** The client ids and base URLs of FHIR servers that the realm had and no longer has. */
    public List<String> formerNames() {
        return approvals.formerNames(FhirServerMapper.PROVIDER_ID);
    }

    /** Whether the realm has exactly one FHIR server, even if its client is disabled or gone. */
    public boolean isSingle() {
        return approved().size() == 1;
    }

    /** Whether this is the realm's one and only FHIR server. */
    boolean isSingle(FhirServer server) {
        return isSingle() && known().equals(List.of(server));
    }

    /** All FHIR servers whose client is enabled. */
    public List<FhirServer> all() {
        return known().stream().filter(server -> server.client().isEnabled()).toList();
    }

    /** The realm's FHIR server, if it has exactly one. */
    public Optional<FhirServer> only() {
        List<FhirServer> all = all();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** The FHIR server with this base URL, give or take one slash at the end (SMART-AUTHZ-1). */
    public Optional<FhirServer> at(String baseUrl) {
        List<FhirServer> known = known();
        if (known.isEmpty() && isMarked(realm)) {
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

    /** The FHIR server that a client stands for. */
    public Optional<FhirServer> of(ClientModel client) {
        return client == null ? Optional.empty() : withId(client.getId());
    }

    /** The FHIR server that a token's audience names; empty if it names none of the realm's, or several. */
    public Optional<FhirServer> addressedBy(String... audience) {
        List<FhirServer> found = audience == null
                ? List.of()
                : all().stream()
                        .filter(server -> List.of(audience).contains(server.baseUrl()))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** What the discovery document says of a FHIR server alone. */
    public DiscoveryLinks discoveryLinks(FhirServer server) {
        return approvals
                .of(server.client(), FhirServerMapper.PROVIDER_ID)
                .map(DiscoveryLinks::of)
                .orElse(DiscoveryLinks.NONE);
    }

    /** The FHIR server whose client has this internal id. */
    public Optional<FhirServer> withId(String id) {
        return all().stream()
                .filter(server -> server.client().getId().equals(id))
                .findFirst();
    }

    /**
     * All FHIR servers, even those whose client is disabled, because the approval still holds. Two with the same base
     * URL can't be told apart, so neither counts.
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

    /**
     * Whether users can say themselves who they are on the FHIR servers.
     *
     * @param lookUp finds it in the realm's user profile, of which Keycloak makes a copy for each call
     */
    boolean letUsersDecide(BooleanSupplier lookUp) {
        if (!isKept) {
            return lookUp.getAsBoolean();
        }
        if (usersDecide.isEmpty()) {
            usersDecide = Optional.of(lookUp.getAsBoolean());
        }
        return usersDecide.get();
    }

    private List<FhirServer> lookUp() {
        List<FhirServer> found = new ArrayList<>();
        approved().forEach(approval -> find(approval).ifPresent(found::add));
        if (found.size() < 2) {
            return List.copyOf(found);
        }
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
                : Approvals.of(client, approval).flatMap(config -> FhirServer.of(client, config));
    }
}
