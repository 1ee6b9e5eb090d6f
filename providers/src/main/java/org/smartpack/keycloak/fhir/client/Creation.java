/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

/**
 * A resource ready to be created, its token signed. It needs no session any more and can be sent by another thread, before
 * the token expires.
 */
public interface Creation {

    /** Sends it, and waits for the answer for a few seconds at most. Never throws. */
    CreateResult send();
}
