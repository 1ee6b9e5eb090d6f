/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.ArrayDeque;
import java.util.Deque;

import org.hl7.fhir.r4.model.AuditEvent;

/**
 * The AuditEvents that this server writes itself, in the store beside those that clients send. Only the newest stay,
 * because the store is in memory.
 */
final class AuditLog {

    private static final int MOST = 1000;

    private final ResourceStore store;
    private final Deque<String> ids = new ArrayDeque<>();

    AuditLog(ResourceStore store) {
        this.store = store;
    }

    synchronized void add(AuditEvent event) {
        ids.addLast(store.add(event).getIdElement().getIdPart());
        if (ids.size() > MOST) {
            store.remove(event.fhirType(), ids.removeFirst());
        }
    }
}
