/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.events.EventBuilder;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * Reports what happens to launch contexts in Keycloak's events (LCTX-28). Keycloak's event types can't be extended, so
 * the detail {@value #EVENT} of an existing event is used. No event contains a handle, a patient or anything else of
 * the context.
 */
public final class LaunchEvents {

    /** The name of the event detail. */
    public static final String EVENT = "smart_event";

    /** An EHR has registered a launch context. */
    public static final String CREATED = "LAUNCH_CONTEXT_CREATED";

    /** An EHR could not register one. */
    public static final String CREATED_ERROR = "LAUNCH_CONTEXT_CREATED_ERROR";

    /** An app has got the context. */
    public static final String REDEEMED = "LAUNCH_CONTEXT_REDEEMED";

    /** An app sent a handle that it may not redeem, or no longer may. */
    public static final String REJECTED = "LAUNCH_CONTEXT_REJECTED";

    private static final String FHIR_SERVER = "fhir_server";
    private static final String APP = "launch_client_id";

    private LaunchEvents() {}

    /** Adds the detail to an event. */
    public static EventBuilder mark(String what, EventBuilder event) {
        return event.detail(EVENT, what);
    }

    /** Adds the client ids of a context's FHIR server and, if it is for one app only, of that app. */
    public static EventBuilder isFor(FhirServer server, Optional<String> app, EventBuilder event) {
        event.detail(FHIR_SERVER, server.client().getClientId());
        app.ifPresent(clientId -> event.detail(APP, clientId));
        return event;
    }
}
