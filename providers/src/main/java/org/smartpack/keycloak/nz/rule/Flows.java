/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import org.keycloak.models.CibaConfig;
import org.keycloak.models.ClientModel;

/** What a client's switches allow. */
final class Flows {

    private Flows() {}

    /** Whether users can log in to the client. */
    static boolean haveUsers(ClientModel client) {
        return client.isStandardFlowEnabled()
                || client.isImplicitFlowEnabled()
                || isOn(client, CibaConfig.OIDC_CIBA_GRANT_ENABLED);
    }

    /** Whether an attribute of the client is {@code true}. */
    static boolean isOn(ClientModel client, String attribute) {
        return Boolean.parseBoolean(client.getAttribute(attribute));
    }
}
