/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Keeps the newest version of resources in memory. It stores and returns copies. */
final class ResourceStore {

    private record Key(String type, String id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byType = type.compareTo(other.type);
            return byType != 0 ? byType : id.compareTo(other.id);
        }
    }

    private final Map<Key, Resource> resources = new ConcurrentSkipListMap<>();
    private final AtomicLong nextId = new AtomicLong(1000);

    Optional<Resource> find(String type, String id) {
        return Optional.ofNullable(resources.get(new Key(type, id))).map(Resource::copy);
    }

    List<Resource> all(String type) {
        return resources.entrySet().stream()
                .filter(entry -> entry.getKey().type().equals(type))
                .map(entry -> entry.getValue().copy())
                .toList();
    }

    /** Stores a resource under a new id, and returns what was stored. */
    Resource add(Resource resource) {
        return put(String.valueOf(nextId.getAndIncrement()), resource);
    }

    /** Stores a resource under an id as its next version, and returns what was stored. */
    synchronized Resource put(String id, Resource resource) {
        Key key = new Key(resource.fhirType(), id);
        long version = Optional.ofNullable(resources.get(key))
                        .map(old -> old.getIdElement().getVersionIdPartAsLong())
                        .orElse(0L)
                + 1;
        Resource stored = resource.copy();
        stored.setId(new IdType(resource.fhirType(), id, String.valueOf(version)));
        stored.getMeta().setVersionId(String.valueOf(version)).setLastUpdated(new Date());
        resources.put(key, stored);
        return stored.copy();
    }

    void remove(String type, String id) {
        resources.remove(new Key(type, id));
    }
}
