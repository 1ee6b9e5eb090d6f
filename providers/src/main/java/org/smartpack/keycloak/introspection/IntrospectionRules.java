/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/** What a profile has to say about token introspection at {@code smart/introspect}. */
public interface IntrospectionRules extends ProfileRules {

    /** Those of the request's realm. */
    static Optional<IntrospectionRules> of(KeycloakSession session) {
        return Profiles.rules(session, IntrospectionRules.class);
    }

    /**
     * The answer to a caller that hasn't proved who it is or may not ask, where it isn't SMART's. The headers that keep
     * it out of caches are added.
     *
     * @param withToken whether it came with an access token, of which RFC 6750 section 3 wants a word in the header
     */
    Optional<Response.ResponseBuilder> unauthorized(boolean withToken);

    /** Whether a request of a known caller that can't be read, one without a token for instance, counts as inactive. */
    boolean isEveryOtherErrorInactive();

    /**
     * Whether a client may ask though it has no role: about tokens that {@link #describe} knows and, of access tokens,
     * about those that were issued to it or have its client id in their audience.
     */
    boolean mayAsk(ClientModel caller);

    /**
     * Describes a token that is no access token of the realm. Called with whatever a caller that may ask has sent,
     * before anything is known of it: has to be quick to see that a token isn't of its kind, and must not throw. Not
     * called for FHIR servers and for who asks on behalf of one: those take whatever is active for an access token.
     *
     * @param token up to 64 kB of any text
     * @param caller who asks
     * @param event the event of this call; details may be added, never anything of the token's text. It is written by
     *     the caller of this method
     * @return the members of the answer beside {@code active}; empty where the token is of another kind, inactive, or
     *     nothing that this caller may know of
     */
    Optional<Map<String, Object>> describe(String token, ClientModel caller, EventBuilder event);

    /**
     * What the answer about an active access token says beyond its claims. Has to be a matter of that token alone: the
     * same for every caller, at every time.
     *
     * @param token its claims, with a valid signature
     * @param user whom it is about
     */
    Map<String, Object> additions(AccessToken token, UserModel user);
}
