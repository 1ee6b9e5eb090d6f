/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.keycloak.OAuth2Constants;

import org.smartpack.keycloak.caller.FormFields;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.FhirTypes;

/**
 * Reads a form (LCTX-FA-4). A key is a resource type in any letter case, or one of the single-valued fields. Any other
 * key is ignored (LCTX-FA-8).
 */
final class FormRequest {

    /** The credentials of the caller are read elsewhere. */
    private static final Set<String> CREDENTIALS =
            Set.of(OAuth2Constants.CLIENT_ASSERTION, OAuth2Constants.CLIENT_ASSERTION_TYPE);

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,32}");

    private FormRequest() {}

    static LaunchRequest read(FormFields form) throws Refusal {
        LaunchRequestBuilder request = new LaunchRequestBuilder();
        Set<String> types = new HashSet<>();
        for (Map.Entry<String, String> field : form.values().entrySet()) {
            String name = field.getKey();
            Optional<String> type = FhirTypes.ignoringCase(name);
            if (type.isPresent()) {
                if (!types.add(type.get())) {
                    throw Refusal.field("a form key", "is repeated");
                }
                request.resource(type.get(), type.get(), field.getValue());
            } else if (!CREDENTIALS.contains(name)) {
                scalar(request, name, field.getValue());
            }
        }
        return request.build();
    }

    private static void scalar(LaunchRequestBuilder request, String name, String text) throws Refusal {
        switch (name) {
            case LaunchContext.NEED_PATIENT_BANNER -> request.needPatientBanner(isTrue(name, text));
            case "single_use" -> request.singleUse(isTrue(name, text));
            case "expires_in" -> request.lifetime(integer(name, text));
            default -> {
                if (LaunchRequestBuilder.TEXTS.contains(name)) {
                    request.text(name, text);
                } else {
                    request.ignored(name);
                }
            }
        }
    }

    private static boolean isTrue(String name, String text) throws Refusal {
        if (!text.equals("true") && !text.equals("false")) {
            throw Refusal.field(name, "is neither true nor false");
        }
        return text.equals("true");
    }

    private static BigInteger integer(String name, String text) throws Refusal {
        if (!INTEGER.matcher(text).matches()) {
            throw Refusal.field(name, "is not an integer");
        }
        return new BigInteger(text);
    }
}
