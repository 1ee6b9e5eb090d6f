/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.clientauth.UntrustedJson;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.FhirTypes;

/**
 * Reads a JSON body. Unknown members are refused, because a misspelt {@code patient} must not get lost. A known member
 * that is {@code null} counts as omitted.
 */
final class JsonRequest {

    private static final String SINGLE_USE = "single_use";
    private static final String EXPIRES_IN = "expires_in";
    private static final String EXTENSIONS = "extensions";

    /** The members that aren't strings. */
    private static final Set<String> OTHERS =
            Set.of(LaunchContext.FHIR_CONTEXT, LaunchContext.NEED_PATIENT_BANNER, SINGLE_USE, EXPIRES_IN, EXTENSIONS);

    private final FhirContextItems items;

    /** @param fhirBases the base URLs that an absolute reference may begin with */
    JsonRequest(Collection<String> fhirBases) {
        this.items = new FhirContextItems(fhirBases);
    }

    LaunchRequest read(byte[] body) throws Refusal {
        ObjectNode object = parse(body);
        LaunchRequestBuilder request = new LaunchRequestBuilder();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member(request, member.getKey(), member.getValue());
        }
        return request.build();
    }

    private static ObjectNode parse(byte[] body) throws Refusal {
        ObjectNode object;
        try {
            object = UntrustedJson.document(body);
        } catch (IOException e) {
            throw Refusal.field("the body", "must be a JSON object in UTF-8 without repeated members");
        }
        if (!JsonValues.areClean(object)) {
            throw Refusal.field("the body", "has control characters, or a number out of range");
        }
        return object;
    }

    private void member(LaunchRequestBuilder request, String name, JsonNode value) throws Refusal {
        if (value.isNull() && isKnown(name)) {
            return;
        }
        switch (name) {
            case LaunchContext.FHIR_CONTEXT -> fhirContext(request, value);
            case LaunchContext.NEED_PATIENT_BANNER -> request.needPatientBanner(JsonValues.bool(name, value));
            case SINGLE_USE -> request.singleUse(JsonValues.bool(name, value));
            case EXPIRES_IN -> request.lifetime(JsonValues.integer(name, value));
            case EXTENSIONS -> extensions(request, value);
            default -> text(request, name, value);
        }
    }

    private static boolean isKnown(String name) {
        return OTHERS.contains(name)
                || LaunchRequestBuilder.TEXTS.contains(name)
                || type(name).isPresent();
    }

    private static Optional<String> type(String name) {
        return FhirTypes.ignoringCase(name).filter(known -> name.equals(known.toLowerCase(Locale.ROOT)));
    }

    private static void text(LaunchRequestBuilder request, String name, JsonNode value) throws Refusal {
        Optional<String> type = type(name);
        if (type.isPresent()) {
            request.resource(name, type.get(), JsonValues.text(name, value));
        } else if (LaunchRequestBuilder.TEXTS.contains(name)) {
            request.text(name, JsonValues.text(name, value));
        } else {
            throw Refusal.unknown(name);
        }
    }

    private void fhirContext(LaunchRequestBuilder request, JsonNode value) throws Refusal {
        if (!value.isArray()) {
            throw Refusal.field(LaunchContext.FHIR_CONTEXT, "is not an array");
        }
        for (JsonNode item : value) {
            request.fhirContext(items.read(item));
        }
    }

    private static void extensions(LaunchRequestBuilder request, JsonNode value) throws Refusal {
        if (!value.isObject()) {
            throw Refusal.field(EXTENSIONS, "is not an object");
        }
        for (Map.Entry<String, JsonNode> extension : value.properties()) {
            String name = extension.getKey();
            if (name.length() > Field.MAX_TEXT || !LaunchContext.isExtension(name)) {
                throw Refusal.field(EXTENSIONS, "has a name that is neither a URI nor __name");
            }
            if (!extension.getValue().isNull()) {
                request.extension(name, JsonValues.plain(extension.getValue()));
            }
        }
    }
}
