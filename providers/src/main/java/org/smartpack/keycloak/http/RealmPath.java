/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.core.UriInfo;

/**
 * The path of a request within a realm, for the few places that run before the server's router has found a resource. It
 * starts after the server's base path and is compared by segment, because the server's relative path, and a realm, may
 * be named like a part of Keycloak. Matrix parameters and empty segments are ignored.
 */
public final class RealmPath {

    private static final String REALMS = "realms";

    private RealmPath() {}

    /** The decoded segments after {@code /realms/<realm>}; none for a path outside realms. */
    public static List<String> of(UriInfo uri) {
        List<String> segments = new ArrayList<>();
        uri.getPathSegments().forEach(segment -> segments.add(segment.getPath()));
        return of(segments);
    }

    /** @param segments the segments of the path below the server's base path */
    static List<String> of(List<String> segments) {
        List<String> all = new ArrayList<>(segments);
        all.removeIf(String::isEmpty);
        return all.size() > 2 && all.get(0).equals(REALMS) ? all.subList(2, all.size()) : List.of();
    }
}
