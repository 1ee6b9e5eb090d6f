/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/** The reading of a realm's parts. One that can't be read doesn't keep the others from being checked. */
final class Reading {

    private static final Logger LOG = Logger.getLogger(Reading.class);

    private final String realm;
    private final Set<RealmPart> failed = EnumSet.noneOf(RealmPart.class);

    Reading(String realm) {
        this.realm = realm;
    }

    /** What was read; if that failed, {@code otherwise}. */
    <T> T read(RealmPart part, T otherwise, Supplier<T> reading) {
        return read(part, reading).orElse(otherwise);
    }

    /** What was read; empty if that failed. */
    <T> Optional<T> read(RealmPart part, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException e) {
            LOG.warnf(e, "Realm %s: the realm check couldn't read the %s", realm, part.title());
            failed.add(part);
            return Optional.empty();
        }
    }

    /** The parts of which something couldn't be read. */
    Set<RealmPart> failed() {
        return Set.copyOf(failed);
    }
}
