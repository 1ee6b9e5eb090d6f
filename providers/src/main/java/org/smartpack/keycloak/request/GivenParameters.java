/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Drops parameters without a value. "Parameters sent without a value MUST be treated as if they were omitted from the
 * request" (RFC 6749 sections 3.1 and 3.2), so a parameter that occurs twice, once without a value, occurs once.
 */
final class GivenParameters {

    private GivenParameters() {}

    /** A copy in the same order, with only those that have a value. */
    static MultivaluedMap<String, String> of(MultivaluedMap<String, String> sent) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        sent.forEach((name, values) -> {
            List<String> withValue = new ArrayList<>(values);
            withValue.removeIf(value -> value == null || value.isEmpty());
            if (!withValue.isEmpty()) {
                given.put(name, withValue);
            }
        });
        return given;
    }
}
