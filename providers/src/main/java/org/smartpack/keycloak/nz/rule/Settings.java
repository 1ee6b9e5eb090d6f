/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;

/** What the console stores for an executor. */
final class Settings extends ClientPolicyExecutorConfigurationRepresentation {

    /** A setting that is a text; empty if it is missing or something else. */
    Optional<String> text(String name) {
        return getConfigAsMap().get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
