/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Set;

/**
 * The URI form of scopes (SMART-SCOPE-11): SMART scopes and OpenID Connect scopes each have a prefix for places where a
 * scope must be a URI. The prefix doesn't change the meaning of a scope. A prefix that isn't followed by a scope of its
 * family makes an extension scope.
 */
final class UriForm {

    static final String SMART = "http://smarthealthit.org/fhir/scopes/";
    static final String OPENID = "http://openid.net/specs/openid-connect-core-1_0#";

    private static final Set<String> SMART_NAMES = Set.of("launch", "fhirUser", "online_access", "offline_access");
    private static final Set<String> OPENID_NAMES =
            Set.of("openid", "profile", "email", "address", "phone", "offline_access");

    private UriForm() {}

    /** The short form of a scope in URI form; other scopes stay as they are. */
    static String shortForm(String token) {
        if (token.startsWith(SMART)) {
            String rest = token.substring(SMART.length());
            return ScopeParser.isClaimed(rest) || SMART_NAMES.contains(rest) ? rest : token;
        }
        if (token.startsWith(OPENID)) {
            String rest = token.substring(OPENID.length());
            return OPENID_NAMES.contains(rest) ? rest : token;
        }
        return token;
    }
}
