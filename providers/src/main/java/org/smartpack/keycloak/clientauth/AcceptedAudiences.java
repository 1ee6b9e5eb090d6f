/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.LinkedHashSet;
import java.util.Set;

import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;

/**
 * What an assertion may name as its audience: "the URL of the token endpoint as posted to" (SMART), the called endpoint
 * if it is another one, and the issuer (RFC 7523bis). All are URLs of this realm as the server publishes them. Only the
 * path is taken from the request: if its host counted, an assertion for another server could be replayed here.
 */
final class AcceptedAudiences {

    /** Put together here, because Keycloak looks it up by reflection for each request. */
    private static final String TOKEN_PATH = "/protocol/" + OIDCLoginProtocol.LOGIN_PROTOCOL + "/token";

    private AcceptedAudiences() {}

    static Set<String> of(ClientSettings.Audiences setting, KeycloakContext context) {
        String realm = context.getRealm().getName();
        return of(setting, Urls.realmIssuer(context.getUri().getBaseUri(), realm), pathCalled(context.getUri()));
    }

    /** Relative to the server's base path, which may itself look like the path of a realm. */
    private static String pathCalled(KeycloakUriInfo uri) {
        String base = uri.getDelegate().getBaseUri().getRawPath();
        String path = uri.getRequestUri().getRawPath();
        return path.startsWith(base) ? "/" + path.substring(base.length()) : "";
    }

    /**
     * @param issuer ends in the realm's name
     * @param calledPath the called path as it was sent, relative to the server's base path
     */
    static Set<String> of(ClientSettings.Audiences setting, String issuer, String calledPath) {
        Set<String> accepted = new LinkedHashSet<>();
        if (setting != ClientSettings.Audiences.ISSUER) {
            accepted.add(issuer + TOKEN_PATH);
            String realmPath = issuer.substring(issuer.lastIndexOf("/realms/")) + "/";
            if (calledPath.startsWith(realmPath)) {
                accepted.add(issuer + "/" + calledPath.substring(realmPath.length()));
            }
        }
        if (setting != ClientSettings.Audiences.TOKEN_URL) {
            accepted.add(issuer);
        }
        return accepted;
    }
}
