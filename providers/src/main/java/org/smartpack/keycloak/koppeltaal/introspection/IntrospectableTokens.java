/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.introspection;

import java.util.Map;
import java.util.Optional;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;

/** One kind of token, other than access tokens, that applications of the domain can introspect (INTRO-KT-6). */
@FunctionalInterface
public interface IntrospectableTokens {

    /** See {@link org.smartpack.keycloak.introspection.IntrospectionRules#describe}. */
    Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event);
}
