/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;

import org.smartpack.keycloak.caller.BodyType;
import org.smartpack.keycloak.caller.CleanText;
import org.smartpack.keycloak.caller.FormFields;
import org.smartpack.keycloak.error.Refusal;

/**
 * The form of a call. Only an authenticated caller learns what is wrong with it, so an unreadable form is treated as a
 * form without credentials at first.
 *
 * @param form the readable part
 * @param fault what is wrong with the encoding, if anything
 */
record IntrospectionRequest(FormFields form, Optional<Refusal> fault) {

    private static final String TOKEN = TokenIntrospectionEndpoint.PARAM_TOKEN;

    private static final Set<String> CREDENTIALS = Set.of(
            OAuth2Constants.CLIENT_ID,
            OAuth2Constants.CLIENT_SECRET,
            OAuth2Constants.CLIENT_ASSERTION,
            OAuth2Constants.CLIENT_ASSERTION_TYPE);

    static IntrospectionRequest read(byte[] body, BodyType type) {
        try {
            return new IntrospectionRequest(FormFields.read(body, type.charset()), Optional.empty());
        } catch (Refusal malformed) {
            return new IntrospectionRequest(FormFields.NONE, Optional.of(malformed));
        }
    }

    /** The form, after checking that no credential is repeated and all are clean text. */
    FormFields credentials() throws Refusal {
        for (String name : CREDENTIALS) {
            if (form.repeated().contains(name)
                    || form.get(name).filter(value -> !CleanText.isClean(value)).isPresent()) {
                throw Refusal.credentials("a credential is repeated or has control characters");
            }
        }
        return form;
    }

    /** Whether a client can have sent this: beside its credentials it may name itself, but nobody else. */
    boolean isFrom(String clientId) {
        return form.get(OAuth2Constants.CLIENT_ID)
                .filter(other -> !other.equals(clientId))
                .isEmpty();
    }

    /** The token in question, which may be any text. */
    String token() throws Refusal {
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (!form.repeated().isEmpty()) {
            throw Refusal.field("a form key", "is repeated");
        }
        return form.get(TOKEN).orElseThrow(() -> Refusal.field(TOKEN, "is missing"));
    }
}
