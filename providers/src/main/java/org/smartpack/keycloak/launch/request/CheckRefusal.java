/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import jakarta.ws.rs.core.Response;

import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;

import org.smartpack.keycloak.launch.LaunchEvents;
import org.smartpack.keycloak.launch.rules.LaunchRefused;

/** How an authorization request is refused: the event has the reason, the app the error. */
record CheckRefusal(AuthorizationEndpointChecker checker) {

    AuthorizationCheckException with(String error, String description) {
        return logged(error, description, description);
    }

    /** The request is not one that a SMART app may make. */
    AuthorizationCheckException with(LaunchRefused refused) {
        return logged(refused.error(), refused.description(), refused.getMessage());
    }

    /** The launch isn't one that this app may redeem now. */
    AuthorizationCheckException launch(LaunchRefused refused) {
        LaunchEvents.is(LaunchEvents.REJECTED, checker.getEventBuilder());
        return with(refused);
    }

    private AuthorizationCheckException logged(String error, String description, String reason) {
        checker.getEventBuilder().detail(Details.REASON, reason);
        checker.getEventBuilder().error(Errors.INVALID_REQUEST);
        return new AuthorizationCheckException(Response.Status.BAD_REQUEST, error, description);
    }
}
