/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.scope.RequestedScopes;

/** Selects the part of a launch context that an app gets, and its form. */
final class ReleasedContext {

    private static final String REFERENCE = "reference";
    private static final String TYPE = "type";
    private static final String ROLE = "role";

    private ReleasedContext() {}

    static LaunchContext of(LaunchContext context, RequestedScopes granted, FhirServer server, SmartApp app) {
        if (!(context.parameters().get(LaunchContext.FHIR_CONTEXT) instanceof List<?> all)) {
            return context;
        }
        Set<String> types = granted.launchContexts();
        List<?> items = all.stream()
                .filter(item -> server.unsolicitedContext() || types.contains(typeOf(item)))
                .toList();
        if (app.legacyFhirContext()) {
            items = items.stream()
                    .filter(item -> item instanceof Map<?, ?> object
                            && object.get(REFERENCE) instanceof String
                            && !object.containsKey(ROLE))
                    .map(item -> ((Map<?, ?>) item).get(REFERENCE))
                    .toList();
        }
        return items.isEmpty()
                ? context.without(LaunchContext.FHIR_CONTEXT)
                : context.with(LaunchContext.FHIR_CONTEXT, items);
    }

    /** The resource type in lower case, as in {@code launch/...}; empty if the item doesn't name it. */
    private static String typeOf(Object item) {
        if (item instanceof Map<?, ?> object) {
            if (object.get(TYPE) instanceof String type) {
                return type.toLowerCase(Locale.ROOT);
            }
            if (object.get(REFERENCE) instanceof String reference) {
                return typeIn(reference);
            }
        }
        return "";
    }

    private static String typeIn(String reference) {
        int id = reference.lastIndexOf('/');
        int type = id < 0 ? -1 : reference.lastIndexOf('/', id - 1);
        return FhirReference.parse(reference.substring(type + 1))
                .map(found -> found.type().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
