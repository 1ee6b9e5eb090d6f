/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.realm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.Approval;
import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * The settings of a realm that is an IUA authorization server: a client has the mapper "IHE IUA realm". If nobody may
 * be believed about the settings, because the mapper was changed by somebody without the right, these are the defaults.
 *
 * @param strictSpelling whether the metadata list {@code refresh-token} too (IUA-103-6)
 * @param jwtAlias whether the metadata list {@code jwt_authorization} too (JWTG-5)
 * @param homeCommunity the id of the home community, {@code urn:oid:...}; may be empty (IUA-JWT-3)
 * @param audited the resource server that gets AuditEvents about requests for tokens (IUA-71-8); empty if none does
 */
public record IuaRealm(
        boolean strictSpelling, boolean jwtAlias, Optional<String> homeCommunity, Optional<FhirServer> audited) {

    /** The profile's name for administrators. */
    public static final String PROFILE = "IHE IUA";

    /** The settings of the request's realm. */
    public static IuaRealm of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        Approvals approvals = Approvals.of(realm);
        List<Approval> approved = approvals.all(IuaRealmMapper.PROVIDER_ID);
        ClientModel client =
                approved.size() == 1 ? realm.getClientById(approved.get(0).client()) : null;
        Map<String, String> config = client == null
                ? Map.of()
                : approvals.of(client, IuaRealmMapper.PROVIDER_ID).orElse(Map.of());
        return new IuaRealm(
                Boolean.parseBoolean(config.get(IuaRealmMapper.STRICT)),
                Boolean.parseBoolean(config.get(IuaRealmMapper.JWT_ALIAS)),
                Optional.ofNullable(config.get(IuaRealmMapper.HOME_COMMUNITY)).filter(Oid::isUrn),
                Boolean.parseBoolean(config.get(IuaRealmMapper.AUDIT))
                        ? FhirServers.of(session).of(client)
                        : Optional.empty());
    }

    /** Whether a realm administrator made the realm an IUA authorization server, even if the mapper is broken now. */
    public static boolean wasApproved(RealmModel realm) {
        return Approvals.of(realm).hasAny(IuaRealmMapper.PROVIDER_ID);
    }
}
