/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;

/**
 * The FHIR servers of a realm. A realm that has one is governed by the SMART launch rules; any other realm is left as
 * Keycloak makes it.
 */
public final class FhirServers {

    private final RealmModel realm;
    private final FhirServerIndex index;
    private final KeycloakSession session;

    private FhirServers(KeycloakSession session, RealmModel realm, FhirServerIndex index) {
        this.session = session;
        this.realm = realm;
        this.index = index;
    }

    /** Those of the request's realm. */
    public static FhirServers of(KeycloakSession session) {
        return new FhirServers(session, session.getContext().getRealm(), index(session));
    }

    private static FhirServerIndex index(KeycloakSession session) {
        return ((FhirServerMapper) session.getKeycloakSessionFactory()
                        .getProviderFactory(ProtocolMapper.class, FhirServerMapper.PROVIDER_ID))
                .index();
    }

    /** Whether the realm has a FHIR server, be its client disabled: a realm doesn't lose its rules with a switch. */
    public boolean governRealm() {
        return !known().isEmpty();
    }

    /** Whether the realm has exactly one FHIR server, be its client disabled. */
    boolean isSingle() {
        return known().size() == 1;
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
        Optional<FhirServer> found = find(all(), baseUrl);
        return found.isPresent() || !index.refresh(session, realm) ? found : find(all(), baseUrl);
    }

    /** The one that a client stands for. */
    public Optional<FhirServer> of(ClientModel client) {
        return client == null ? Optional.empty() : FhirServer.of(client).filter(server -> client.isEnabled());
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
        return of(realm.getClientById(id));
    }

    private static Optional<FhirServer> find(List<FhirServer> servers, String baseUrl) {
        return servers.stream().filter(server -> server.isAt(baseUrl)).findFirst();
    }

    /**
     * Every one, be its client disabled: what an administrator has said of the realm on that client still holds. The index
     * only says where to look; what holds is what the client says now.
     */
    public List<FhirServer> known() {
        return index.clients(session, realm).stream()
                .map(realm::getClientById)
                .filter(client -> client != null)
                .map(FhirServer::of)
                .flatMap(Optional::stream)
                .toList();
    }
}
