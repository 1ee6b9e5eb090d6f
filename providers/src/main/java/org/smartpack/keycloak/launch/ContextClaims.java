/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch context in the claims of an access token. Every parameter is a claim of its own, where FHIR servers look for
 * it, and another claim lists their names. A claim that isn't listed isn't launch context, whatever its name, because
 * the name of an extension can look like that of any claim.
 */
public final class ContextClaims {

    /** The claim that lists the names of the others. Its presence marks a token that belongs to a SMART app's grant. */
    public static final String NAMES = "smart_context";

    private ContextClaims() {}

    /**
     * Reads the context in a token with a valid signature; empty if the token doesn't belong to a SMART app's grant.
     */
    public static Optional<LaunchContext> read(Map<String, Object> claims) {
        if (!(claims.get(NAMES) instanceof List<?> names)) {
            return Optional.empty();
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Object name : names) {
            Object value = claims.get(String.valueOf(name));
            if (value != null) {
                parameters.put(String.valueOf(name), value);
            }
        }
        return Optional.of(new LaunchContext(parameters));
    }

    /**
     * Writes a context. It replaces all SMART parameters that are there already.
     *
     * @return false, with nothing written, if an extension has the name of an existing claim
     */
    public static boolean write(LaunchContext context, Map<String, Object> claims) {
        claims.keySet().removeAll(LaunchContext.STANDARD_NAMES);
        claims.remove(NAMES);
        boolean collides = context.parameters().keySet().stream().anyMatch(claims::containsKey);
        if (!collides) {
            claims.putAll(context.parameters());
            claims.put(NAMES, List.copyOf(context.parameters().keySet()));
        }
        return !collides;
    }
}
