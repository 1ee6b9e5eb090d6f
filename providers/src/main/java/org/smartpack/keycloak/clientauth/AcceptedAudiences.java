/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.LinkedHashSet;
import java.util.Set;

import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.services.Urls;

/**
 * What an assertion may name as its audience: "the URL of the token endpoint as posted to" (SMART), the endpoint that is
 * called where that is another one, and the issuer (RFC 7523bis). All are URLs of this realm as the outside sees it.
 */
final class AcceptedAudiences {

    private AcceptedAudiences() {}

    static Set<String> of(ClientSettings.Audiences setting, KeycloakUriInfo uri, RealmModel realm) {
        Set<String> accepted = new LinkedHashSet<>();
        if (setting != ClientSettings.Audiences.ISSUER) {
            accepted.add(OIDCLoginProtocolService.tokenUrl(uri.getBaseUriBuilder())
                    .build(realm.getName())
                    .toString());
            accepted.add(uri.getAbsolutePath().toString());
        }
        if (setting != ClientSettings.Audiences.TOKEN_URL) {
            accepted.add(Urls.realmIssuer(uri.getBaseUri(), realm.getName()));
        }
        return accepted;
    }
}
