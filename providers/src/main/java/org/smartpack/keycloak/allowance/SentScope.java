/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.request.BackchannelAuthenticationEndpointRequestParser;

/**
 * The {@code scope} parameter of the current request as it was sent, before Keycloak cleaned it.
 *
 * @param values all values in the form or the query, and the value in a request object
 * @param isRepeated whether the form or the query has the parameter several times
 */
public record SentScope(List<String> values, boolean isRepeated) {

    static final String UNCLEAN =
            "the scope parameter has a control character, or another that is not allowed; scopes are separated by "
                    + "spaces";

    private static final List<String> REQUEST_OBJECTS = List.of(
            AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT,
            BackchannelAuthenticationEndpointRequestParser.CIBA_SIGNED_AUTHENTICATION_REQUEST);

    static SentScope of(KeycloakSession session) {
        List<String> plain = CurrentRequest.of(session).sent(OAuth2Constants.SCOPE);
        List<String> values = new ArrayList<>(plain);
        for (String attribute : REQUEST_OBJECTS) {
            JsonNode object = session.getAttribute(attribute, JsonNode.class);
            if (object != null && object.hasNonNull(OAuth2Constants.SCOPE)) {
                JsonNode scope = object.get(OAuth2Constants.SCOPE);
                // The way Keycloak reads it.
                values.add(scope.isValueNode() ? scope.asText() : scope.toString());
            }
        }
        return new SentScope(List.copyOf(values), plain.size() > 1);
    }

    /** Why the values can't be read as scopes, in words for the caller. */
    public static Optional<String> unclean(KeycloakSession session) {
        return of(session).isUnclean(ScopeMemory.of(session)) ? Optional.of(UNCLEAN) : Optional.empty();
    }

    /**
     * Why no request with these values can be answered, in words for the caller.
     *
     * @param longest the maximum length in characters
     */
    Optional<String> fault(int longest) {
        if (isRepeated) {
            return Optional.of("the scope parameter is repeated");
        }
        return values.stream().anyMatch(value -> value.length() > longest)
                ? Optional.of("the scope parameter is longer than " + longest + " characters")
                : Optional.empty();
    }

    /**
     * Whether there are characters that belong neither to scopes nor to their separator (RFC 6749 section 3.3), or that
     * Keycloak removes: what remains was not what was requested.
     */
    boolean isUnclean(ScopeMemory memory) {
        return !values.stream().allMatch(memory::isClean);
    }
}
