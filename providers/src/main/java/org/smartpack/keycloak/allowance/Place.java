/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;

import org.keycloak.authorization.AuthorizationService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.endpoints.LogoutEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;
import org.keycloak.protocol.oidc.grants.ciba.endpoints.BackchannelAuthenticationEndpoint;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.services.clientregistration.ClientRegistrationService;
import org.keycloak.services.resources.IdentityBrokerService;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.resources.account.AccountLoader;
import org.keycloak.services.resources.admin.AdminRoot;

/**
 * The part of Keycloak that answers the request, as the server's router chose it. The URL isn't read: it can be written
 * in many ways (a relative path of the server, matrix parameters, slashes, dots, percent-encoding), and only the router
 * knows which of them it treats alike.
 */
enum Place {
    /** The token endpoint, but not introspection, which is below the same path. */
    TOKEN(TokenEndpoint.class),
    /** The authorization endpoint. Its last checks are those of providers, the pack's among them. */
    AUTHORIZATION(AuthorizationEndpoint.class),
    /** CIBA's endpoint, which answers in JSON. */
    BACKCHANNEL(BackchannelAuthenticationEndpoint.class),
    /** Where a device requests its codes (RFC 8628 section 3.1). */
    DEVICE(DeviceEndpoint.class),
    /** Where an app pushes its authorization request (RFC 9126). */
    PUSHED_REQUEST(ParEndpoint.class),
    /** The pages of a login that one of these requests began. */
    LOGIN(LoginActionsService.class, IdentityBrokerService.class),
    /** Reads tokens that were issued before, and issues none. */
    READING(
            TokenIntrospectionEndpoint.class,
            UserInfoEndpoint.class,
            TokenRevocationEndpoint.class,
            LogoutEndpoint.class,
            AccountLoader.class,
            AuthorizationService.class,
            ClientRegistrationService.class),
    /** The console's Evaluate tab, in the admin API. */
    EVALUATION,
    /** The rest of the admin API. */
    ADMINISTRATION(AdminRoot.class),
    /** There is no request: an import or export at start-up, a timer. */
    SERVER,
    /** Anything else, such as an endpoint of another extension. */
    ELSEWHERE;

    /** A name, because these classes have annotations that aren't available when the pack is compiled. */
    private static final String EVALUATIONS = "org.keycloak.services.resources.admin.ClientScopeEvaluate";

    private static final ClassValue<Place> OF_RESOURCES = new ClassValue<>() {
        @Override
        protected Place computeValue(Class<?> resource) {
            return ofOne(resource);
        }
    };

    private final List<Class<?>> resources;

    Place(Class<?>... resources) {
        this.resources = List.of(resources);
    }

    static Place of(KeycloakSession session) {
        List<Object> matched;
        try {
            matched = session.getContext().getUri().getMatchedResources();
        } catch (RuntimeException e) {
            // Without a request, each of Keycloak's proxies fails in its own way.
            return SERVER;
        }
        List<Class<?>> resources = new ArrayList<>(matched.size());
        matched.forEach(resource -> resources.add(resource.getClass()));
        return of(resources);
    }

    /** Whether apps send requests for scopes there. */
    boolean takesRequests() {
        return this == TOKEN
                || this == AUTHORIZATION
                || this == BACKCHANNEL
                || this == DEVICE
                || this == PUSHED_REQUEST;
    }

    /** @param matched the classes of the resources that the router passed through, the last one first */
    static Place of(List<Class<?>> matched) {
        for (Class<?> resource : matched) {
            Place place = OF_RESOURCES.get(resource);
            if (place != ELSEWHERE) {
                return place;
            }
        }
        return ELSEWHERE;
    }

    private static Place ofOne(Class<?> resource) {
        if (resource.getName().startsWith(EVALUATIONS)) {
            return EVALUATION;
        }
        for (Place place : values()) {
            for (Class<?> known : place.resources) {
                if (known.isAssignableFrom(resource)) {
                    return place;
                }
            }
        }
        return ELSEWHERE;
    }
}
