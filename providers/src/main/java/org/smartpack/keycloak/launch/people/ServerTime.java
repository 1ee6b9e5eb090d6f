/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.keycloak.common.util.Time;

/**
 * Which day it is where Keycloak runs: in the time zone of its virtual machine, which an administrator sets by the
 * environment variable {@code TZ}. Days in FHIR resources (a birth date, the end of a relation) have no time zone.
 */
public final class ServerTime {

    private ServerTime() {}

    /** Now, by Keycloak's clock. */
    public static ZonedDateTime now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis()).atZone(ZoneId.systemDefault());
    }
}
