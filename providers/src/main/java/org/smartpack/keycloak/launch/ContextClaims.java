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
 * A launch context among the claims of an access token: every parameter is a claim of its own, as FHIR servers look for
 * it there, and one claim more lists their names. What isn't listed is no launch context, whatever it is called: an
 * extension may have the form of any other claim's name.
 */
public final class ContextClaims {

    /**
     * The claim that lists the names of the others. Its presence says that the token belongs to a SMART app's grant.
     */
    public static final String NAMES = "smart_context";

    private ContextClaims() {}

    /** The context in a token with a valid signature; empty if the token belongs to no SMART app's grant. */
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
     * Writes a context, in place of any parameter of SMART's that is there already.
     *
     * @return false if an extension has the name of a claim that is there; then nothing is written
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
