/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import org.smartpack.keycloak.discovery.MetadataRules;
import org.smartpack.keycloak.endpoint.SmartEndpoints;
import org.smartpack.keycloak.endpoint.SmartEndpointsFactory;
import org.smartpack.keycloak.iua.realm.IuaRealm;
import org.smartpack.keycloak.iua.token.TokenTypes;

/** Completes both metadata documents of an IUA realm (IUA-103-4 to 8). They name no token format that can't be had. */
public final class IuaMetadata implements MetadataRules {

    private static final String KEYCLOAKS = "/protocol/openid-connect/token/introspect";
    private static final String BEARER = "Bearer";
    private static final String TOKEN = "token";

    private final KeycloakSession session;

    /** The rules for the metadata of the request's realm. */
    public IuaMetadata(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void complete(OIDCConfigurationRepresentation metadata) {
        nameIntrospection(metadata);
        metadata.setResponseTypesSupported(list(metadata.getResponseTypesSupported()).stream()
                .filter(type -> !Arrays.asList(type.split(" ")).contains(TOKEN))
                .toList());
        metadata.setGrantTypesSupported(grantTypes(list(metadata.getGrantTypesSupported())));
        metadata.getOtherClaims().put("access_token_format", TokenTypes.SUPPORTED);
    }

    /** Keycloak's own endpoint doesn't take a caller's access token; the pack's does (INTRO-IUA-7). */
    private static void nameIntrospection(OIDCConfigurationRepresentation metadata) {
        String url = metadata.getIntrospectionEndpoint();
        if (url == null || !url.endsWith(KEYCLOAKS)) {
            return;
        }
        metadata.setIntrospectionEndpoint(url.substring(0, url.length() - KEYCLOAKS.length()) + "/"
                + SmartEndpointsFactory.ID + "/" + SmartEndpoints.INTROSPECT);
        List<String> methods = new ArrayList<>(list(metadata.getIntrospectionEndpointAuthMethodsSupported()));
        methods.add(BEARER);
        metadata.setIntrospectionEndpointAuthMethodsSupported(methods);
    }

    private List<String> grantTypes(List<String> listed) {
        IuaRealm realm = IuaRealm.of(session);
        List<String> types = new ArrayList<>(listed);
        types.remove(OAuth2Constants.IMPLICIT);
        if (realm.strictSpelling() && types.contains(OAuth2Constants.REFRESH_TOKEN)) {
            types.add("refresh-token");
        }
        if (realm.jwtAlias() && types.contains(OAuth2Constants.JWT_AUTHORIZATION_GRANT)) {
            types.add("jwt_authorization");
        }
        return types;
    }

    private static List<String> list(List<String> listed) {
        return Optional.ofNullable(listed).orElse(List.of());
    }
}
