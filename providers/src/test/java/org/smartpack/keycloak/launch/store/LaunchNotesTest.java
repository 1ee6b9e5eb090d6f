/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.lang.reflect.Proxy;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchNotesTest {

    private static final String NOTE =
            AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + LaunchNotes.LAUNCH;

    private static AuthenticationSessionModel login(Map<String, String> notes) {
        return (AuthenticationSessionModel) Proxy.newProxyInstance(
                LaunchNotesTest.class.getClassLoader(),
                new Class<?>[] {AuthenticationSessionModel.class},
                (proxy, method, arguments) -> notes.get((String) arguments[0]));
    }

    @Test
    @DisplayName("LCTX-21: what the check noted is read")
    void noted() {
        assertThat(LaunchNotes.read(login(Map.of(NOTE, "reference")), LaunchNotes.LAUNCH))
                .isEqualTo("reference");
    }

    @Test
    @DisplayName("attack 39: parameters that a device sent under names of the pack say nothing")
    void device() {
        AuthenticationSessionModel login =
                login(Map.of(NOTE, "reference", DeviceGrantType.OAUTH2_DEVICE_VERIFIED_USER_CODE, "code"));
        assertThat(LaunchNotes.read(login, LaunchNotes.LAUNCH)).isNull();
    }
}
