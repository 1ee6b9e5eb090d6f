/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.rar.AuthorizationDetails;
import org.keycloak.rar.AuthorizationRequestSource;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/**
 * A requested scope that was dealt with but isn't granted as it was written. {@code TokenManager.isValidScope} finds
 * it, and nothing else does: its source is not {@code SCOPE}, so Keycloak leaves it out of tokens, responses, refresh
 * tokens, mappers and consent pages.
 */
final class AnsweredScope extends ClientScopeDecorator {

    private AnsweredScope(ClientModel client, String name) {
        super(client, name);
    }

    static AuthorizationDetails details(ClientModel client, String name) {
        AuthorizationDetailsJSONRepresentation json = new AuthorizationDetailsJSONRepresentation();
        json.setCustomData("access", List.of(name));
        json.setType(AuthorizationDetailsJSONRepresentation.STATIC_SCOPE_RAR_TYPE);
        return new AuthorizationDetails(
                new AnsweredScope(client, name), AuthorizationRequestSource.AUTHORIZATION_DETAILS, json);
    }

    /**
     * The names that Keycloak will look for. Keycloak splits the parameter at every space and so finds an empty name
     * between two spaces, which SMART ignores (RFC 6749 section 3.3).
     */
    static List<String> names(String parameter, Set<String> answered) {
        List<String> names = new ArrayList<>(answered);
        boolean hasEmptyNames = parameter != null && (parameter.startsWith(" ") || parameter.contains("  "));
        if (hasEmptyNames && !answered.isEmpty()) {
            names.add("");
        }
        return names;
    }

    @Override
    public boolean isDisplayOnConsentScreen() {
        return false;
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return false;
    }

    @Override
    public boolean isParameterizedScope() {
        return false;
    }

    @Override
    public boolean isAlwaysConsent() {
        return false;
    }
}
