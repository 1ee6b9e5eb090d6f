/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;

/** The scope that a request for a user's login asks for, in the browser or on the user's device (CIBA). */
final class RequestedScope {

    private RequestedScope() {}

    /** Empty for anything but such a request; an empty text if the request names none. */
    static Optional<String> of(ClientPolicyContext context) {
        if (context instanceof AuthorizationRequestContext request) {
            return Optional.of(text(request.getScopeParameter()));
        }
        return context instanceof BackchannelAuthenticationRequestContext request
                ? Optional.of(text(request.getRequest().getScope()))
                : Optional.empty();
    }

    private static String text(String scope) {
        return scope == null ? "" : scope;
    }
}
