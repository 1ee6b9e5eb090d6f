/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.core.UriInfo;

/**
 * The address of a request within a realm, for the few places that are asked before the server's router has found a
 * resource. It is read from the server's base path on, segment by segment: the relative path of a server may be called
 * like a part of Keycloak, and so may a realm. Matrix parameters and empty segments don't count.
 */
public final class RealmPath {

    private static final String REALMS = "realms";

    private RealmPath() {}

    /** The decoded segments after {@code /realms/<realm>}; none for an address that isn't in a realm. */
    public static List<String> of(UriInfo uri) {
        List<String> segments = new ArrayList<>();
        uri.getPathSegments().forEach(segment -> segments.add(segment.getPath()));
        return of(segments);
    }

    /** @param segments those of the path below the server's base path */
    static List<String> of(List<String> segments) {
        List<String> all = new ArrayList<>(segments);
        all.removeIf(String::isEmpty);
        return all.size() > 2 && all.get(0).equals(REALMS) ? all.subList(2, all.size()) : List.of();
    }
}
