/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.Approvals;

/**
 * An application instance of a Koppeltaal domain: a client with the mapper "Koppeltaal application". Its client id is
 * the logical id of its {@code Device} (KT-DOM-2). These settings contradict SMART, and apply to this client alone.
 *
 * @param client the client
 * @param launches whether it is a portal, whose HTI tokens are accepted
 * @param launched whether it is launched with HTI tokens (SMART HTI on FHIR)
 * @param settings every setting of the mapper by its key
 */
public record KoppeltaalApp(ClientModel client, boolean launches, boolean launched, Map<String, String> settings) {

    /** The application that a client is; empty if it isn't one. */
    public static Optional<KoppeltaalApp> of(ClientModel client) {
        return Approvals.of(client.getRealm())
                .of(client, KoppeltaalAppMapper.PROVIDER_ID)
                .map(config -> new KoppeltaalApp(
                        client,
                        Boolean.parseBoolean(config.get(KoppeltaalAppMapper.LAUNCHES)),
                        Boolean.parseBoolean(config.get(KoppeltaalAppMapper.LAUNCHED)),
                        config));
    }

    /**
     * Whether a realm administrator made the client an application, even if somebody without that right changed it
     * since.
     */
    public static boolean wasApproved(ClientModel client) {
        return Approvals.of(client.getRealm()).has(client, KoppeltaalAppMapper.PROVIDER_ID);
    }

    /** Whether any client of a realm was made an application. */
    public static boolean wasApproved(RealmModel realm) {
        return Approvals.of(realm).hasAny(KoppeltaalAppMapper.PROVIDER_ID);
    }

    /** {@code Device/<client id>}. */
    public String device() {
        return "Device/" + client.getClientId();
    }

    /** How users of one type, for instance {@code Patient}, log in when they are launched into it. */
    public IdentitySettings identity(String userType) {
        return IdentitySettings.of(settings, userType);
    }
}
