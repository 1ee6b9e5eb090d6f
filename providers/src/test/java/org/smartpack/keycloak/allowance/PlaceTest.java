/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.services.resources.admin.AdminRoot;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {

    private static final class OwnAuthorizationEndpoint extends AuthorizationEndpoint {

        private OwnAuthorizationEndpoint() {
            super(null, null);
        }
    }

    @Test
    void theLastResourceCounts() {
        assertThat(Place.of(List.of(TokenEndpoint.class, RealmsResource.class))).isEqualTo(Place.TOKEN);
        assertThat(Place.of(List.of(TokenIntrospectionEndpoint.class, TokenEndpoint.class, RealmsResource.class)))
                .isEqualTo(Place.READING);
        assertThat(Place.of(List.of(DeviceEndpoint.class, AuthorizationEndpoint.class, RealmsResource.class)))
                .isEqualTo(Place.DEVICE);
    }

    @Test
    void whatIsMadeOfAResourceIsOne() {
        assertThat(Place.of(List.of(OwnAuthorizationEndpoint.class, RealmsResource.class)))
                .isEqualTo(Place.AUTHORIZATION);
    }

    @Test
    void whatIsBelowAResourceIsThere() {
        assertThat(Place.of(List.of(String.class, LoginActionsService.class, RealmsResource.class)))
                .isEqualTo(Place.LOGIN);
        assertThat(Place.of(List.of(String.class, AdminRoot.class))).isEqualTo(Place.ADMINISTRATION);
    }

    @Test
    void whatNobodyKnowsIsElsewhere() {
        assertThat(Place.of(List.of())).isEqualTo(Place.ELSEWHERE);
        assertThat(Place.of(List.of(String.class, RealmsResource.class))).isEqualTo(Place.ELSEWHERE);
    }
}
