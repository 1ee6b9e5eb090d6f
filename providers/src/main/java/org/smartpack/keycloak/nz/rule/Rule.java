/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** One rule. What it has to say begins with the number of the rule: {@code NZ-30: state is missing}. */
interface Rule {

    /** Adds the settings that the rule needs to a client that is being saved, where nothing is said of them. */
    default void complete(ClientRepresentation client, boolean isNew) {
        // Most rules have no setting that could be added without asking.
    }

    /** What is wrong with a client's settings, and what to change; empty if nothing is. */
    default Optional<String> fault(ClientModel client) {
        return Optional.empty();
    }

    /** The same for what is looked up only when a client is saved, because requests must not wait for it. */
    default Optional<String> faultOnSave(KeycloakSession session, ClientModel client) {
        return Optional.empty();
    }

    /** Refuses a request, or changes what it is answered with. */
    default void check(ClientPolicyContext request, ClientModel client) throws ClientPolicyException {
        // Most rules are about settings.
    }
}
