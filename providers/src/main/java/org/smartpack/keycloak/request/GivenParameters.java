/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import java.util.List;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * The parameters that have a value. "Parameters sent without a value MUST be treated as if they were omitted from the
 * request" (RFC 6749 sections 3.1 and 3.2): one that is there twice, once without a value, is there once.
 */
final class GivenParameters {

    private GivenParameters() {}

    /** A copy without what has no value, in the same order. */
    static MultivaluedMap<String, String> of(MultivaluedMap<String, String> sent) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        sent.forEach((name, values) -> {
            List<String> withValue = values.stream()
                    .filter(value -> value != null && !value.isEmpty())
                    .toList();
            if (!withValue.isEmpty()) {
                given.addAll(name, withValue);
            }
        });
        return given;
    }
}
