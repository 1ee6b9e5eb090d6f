/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;

import org.smartpack.keycloak.clientauth.PushedRequestCheck;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * Keycloak's endpoint for devices, with one difference: a pushed request is meant for the authorization endpoint (RFC
 * 9126 section 4) and is refused here. Keycloak accepts it, whoever pushed it, in whatever realm. Public, because the
 * server's REST layer calls it.
 */
public final class SmartDeviceEndpoint extends DeviceEndpoint {

    private static final String PUSHED = "a pushed request can be used only at the authorization endpoint";

    SmartDeviceEndpoint(KeycloakSession session, EventBuilder event) {
        super(session, event);
    }

    @Override
    public Response handleDeviceRequest() {
        if (PushedRequestCheck.isPushed(httpRequest.getDecodedFormParameters())) {
            event.event(EventType.OAUTH2_DEVICE_AUTH)
                    .detail(Details.REASON, PUSHED)
                    .error(Errors.INVALID_REQUEST);
            throw KeycloakAnswer.endpoint(Refusal.because(OAuthError.INVALID_REQUEST_URI, PUSHED));
        }
        return super.handleDeviceRequest();
    }
}
