/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.demo.app.PendingLaunches.Pending;

/**
 * The parameters with which the browser returns from Keycloak. The page sends them to the module's server.
 *
 * @param code {@code null} if Keycloak refused
 */
record ModuleCallback(String code, String state, String iss) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a callback; empty if it isn't from this issuer (RFC 9207). */
    static Optional<ModuleCallback> read(String body, String issuer) {
        try {
            return Optional.ofNullable(JSON.readValue(body, ModuleCallback.class))
                    .filter(sent -> sent.state() != null && issuer.equals(sent.iss()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Ends its launch; empty if the launch didn't begin in this browser, or is over. */
    Optional<Pending> end(Route.Request request, PendingLaunches launches) {
        return BrowserCookie.of(request, state).flatMap(browser -> launches.end(state, browser));
    }
}
