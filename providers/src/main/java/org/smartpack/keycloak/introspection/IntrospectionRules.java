/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/** A profile's rules for token introspection at {@code smart/introspect}. */
public interface IntrospectionRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<IntrospectionRules> of(KeycloakSession session) {
        return Profiles.rules(session, IntrospectionRules.class);
    }

    /**
     * The response to a caller that isn't authenticated or may not introspect; empty for SMART's. Headers that forbid
     * caching are added to it.
     *
     * @param withToken whether the caller sent an access token, which RFC 6750 section 3 wants to be mentioned in the
     *     header
     */
    Optional<Response.ResponseBuilder> unauthorized(boolean withToken);

    /**
     * Whether a faulty request of an authenticated caller, for instance one without a token, is answered as an inactive
     * token.
     */
    boolean isEveryOtherErrorInactive();

    /**
     * Whether a client without a role may introspect tokens that {@link #describe} knows, and access tokens that were
     * issued to it or have its client id in their audience.
     */
    boolean mayAsk(ClientModel caller);

    /**
     * Describes a token that isn't an access token of the realm. It is called with any text that an authorized caller
     * sends, so it must quickly recognise tokens of other kinds, and must not throw. It isn't called for FHIR servers
     * and callers that act on behalf of one, because they take anything active for an access token.
     *
     * @param token any text of up to 64 kB
     * @param caller the calling client
     * @param event the event of this call, which the caller of this method writes. Details may be added, but nothing
     *     from the token's text
     * @return the members of the response beside {@code active}; empty if the token is of another kind or inactive, or
     *     if this caller may not know about it
     */
    Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event);

    /** The claims of its access tokens that Keycloak doesn't know; the response has them as the token has them. */
    Set<String> members();
}
