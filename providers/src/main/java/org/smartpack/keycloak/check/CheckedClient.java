/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A client that uses OpenID Connect, as a rule sees it.
 *
 * @param isBearerOnly whether it gets no tokens at all, as some of Keycloak's own clients
 * @param hasCodeFlow whether users can sign in to it: <i>Standard flow</i>
 * @param hasOtherUserFlow whether it gets tokens for users in another way
 * @param hasAssertedUsers whether the JWT authorization grant gives it {@code user/} scopes
 * @param hasServiceAccount whether it gets tokens on its own behalf: <i>Service account roles</i>
 * @param lacksAccount whether that is on and the account isn't there; only read where a rule needs it
 * @param asksConsent whether <i>Consent required</i> is on
 * @param authenticator the id of its client authenticator
 * @param rootUrl empty if it has none
 * @param defaults the names of the client scopes that are assigned as <i>Default</i>
 * @param optionals the names of those that are assigned as <i>Optional</i>
 * @param roles the names of its client roles
 * @param serviceRoles the names of roles of its service account, those of clients with the client id before them: the
 *     ones that client scopes are tied to, and those of a FHIR server; only read where a rule needs them
 */
public record CheckedClient(
        String clientId,
        boolean isEnabled,
        boolean isPublic,
        boolean isBearerOnly,
        boolean hasCodeFlow,
        boolean hasOtherUserFlow,
        boolean hasAssertedUsers,
        boolean hasServiceAccount,
        boolean lacksAccount,
        boolean asksConsent,
        String authenticator,
        Map<String, String> attributes,
        String rootUrl,
        Set<String> redirectUris,
        Set<String> defaults,
        Set<String> optionals,
        List<CheckedMapper> mappers,
        Set<String> roles,
        Set<String> serviceRoles) {

    /** The names of all assigned client scopes, in alphabetical order. */
    public Set<String> assigned() {
        Set<String> all = new TreeSet<>(defaults);
        all.addAll(optionals);
        return all;
    }

    /** Its mapper of a type, if it has one. */
    public Optional<CheckedMapper> mapper(String type) {
        return mappers.stream().filter(mapper -> mapper.type().equals(type)).findFirst();
    }
}
