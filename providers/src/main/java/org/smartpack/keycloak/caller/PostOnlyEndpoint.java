/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;

/**
 * An endpoint for clients that supports POST only and answers 405 to any other method (INTRO-IUA-1). Public, because
 * the server's REST layer calls it.
 */
public abstract class PostOnlyEndpoint {

    private final KeycloakSession session;

    protected PostOnlyEndpoint(KeycloakSession session) {
        this.session = session;
    }

    /** 405. */
    @GET
    public final Response get() {
        return NeverCached.onlyPost(session);
    }

    /** 405. */
    @PUT
    public final Response put() {
        return NeverCached.onlyPost(session);
    }

    /** 405. */
    @PATCH
    public final Response patch() {
        return NeverCached.onlyPost(session);
    }

    /** 405. */
    @DELETE
    public final Response delete() {
        return NeverCached.onlyPost(session);
    }

    /** 405: there is nothing for a browser's preflight to learn. */
    @OPTIONS
    public final Response options() {
        return NeverCached.onlyPost(session);
    }
}
