/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Map;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.par.ParResponse;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;

/**
 * Remembers which realm and client a pushed authorization request came from. Keycloak 26.7 stores all of them in one
 * place and accepts one that was pushed in another realm or by another client (keycloak#50135). RFC 9126 section 2.2
 * binds the request URI to the client that posted it.
 */
final class PushedRequests {

    /** Keeps the keys apart from others in the store for single-use objects. */
    private static final String PREFIX = "smart-par:";

    private static final String REALM = "realm";
    private static final String CLIENT = "client";

    private final KeycloakSession session;

    PushedRequests(KeycloakSession session) {
        this.session = session;
    }

    /** Binds the request to its client, for as long as Keycloak keeps the request. */
    void bind(ParResponse pushed, ClientModel client) {
        session.singleUseObjects().put(key(pushed.getRequestUri()), pushed.getExpiresIn(), owner(client));
    }

    /** Whether a request was pushed by this client, in its realm. */
    boolean isOwn(String requestUri, ClientModel client) {
        return owner(client).equals(session.singleUseObjects().get(key(requestUri)));
    }

    private static Map<String, String> owner(ClientModel client) {
        return Map.of(REALM, client.getRealm().getId(), CLIENT, client.getId());
    }

    private static String key(String requestUri) {
        return PREFIX + requestUri.substring(ParEndpoint.REQUEST_URI_PREFIX_LENGTH);
    }
}
