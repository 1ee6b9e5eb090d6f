/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.clock;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.keycloak.common.util.Time;
import org.keycloak.services.resource.RealmResourceProvider;

/** {@code /realms/master/clock/ahead}, in Keycloak. Public because the server's REST layer calls it. */
public final class ClockResource implements RealmResourceProvider {

    @Override
    public Object getResource() {
        return this;
    }

    /** Sets how many seconds this Keycloak's time is ahead of the machine's. */
    @PUT
    @Path("ahead")
    public void move(@QueryParam("seconds") int seconds) {
        Time.setOffset(seconds);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
