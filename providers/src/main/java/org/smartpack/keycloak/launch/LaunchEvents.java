/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.keycloak.events.EventBuilder;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * What happens to launch contexts, in Keycloak's events (LCTX-28). Keycloak's types of events can't be added to; the
 * detail {@value #EVENT} of the event at hand says more. No event has a handle, a patient or anything else of the
 * context.
 */
public final class LaunchEvents {

    /** The name of the detail. */
    public static final String EVENT = "smart_event";

    /** An EHR has registered a launch context. */
    public static final String CREATED = "LAUNCH_CONTEXT_CREATED";

    /** An EHR could not register one. */
    public static final String CREATED_ERROR = "LAUNCH_CONTEXT_CREATED_ERROR";

    /** An app gets the context. */
    public static final String REDEEMED = "LAUNCH_CONTEXT_REDEEMED";

    /** An app brought a handle that it may not redeem, or not any more. */
    public static final String REJECTED = "LAUNCH_CONTEXT_REJECTED";

    private static final String FHIR_SERVER = "fhir_server";
    private static final String APP = "launch_client_id";

    private LaunchEvents() {}

    /** Says which of these an event is. */
    public static EventBuilder mark(String what, EventBuilder event) {
        return event.detail(EVENT, what);
    }

    /** Says for which FHIR server, and for which app if for one only, a context is; both by client id. */
    public static EventBuilder isFor(FhirServer server, Optional<String> app, EventBuilder event) {
        event.detail(FHIR_SERVER, server.client().getClientId());
        app.ifPresent(clientId -> event.detail(APP, clientId));
        return event;
    }
}
