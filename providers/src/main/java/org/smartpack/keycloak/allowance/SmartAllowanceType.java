/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.scope.InvalidScopeParameterException;
import org.keycloak.protocol.oidc.scope.ParameterizedScopeTypeProvider;

/**
 * The parameter type of an allowance. Keycloak remembers a user's consent to a client scope as a whole; for a scope
 * with a parameter it remembers each value. An allowance is flagged so, with this type, for consent to cover what was
 * agreed to and not all that the allowance permits. The scope's name takes no parameter in a request, so Keycloak's own
 * syntax {@code name:value} never matches.
 */
@AutoService(ParameterizedScopeTypeProvider.class)
public final class SmartAllowanceType implements ParameterizedScopeTypeProvider {

    /** The type's name, as the console lists it. */
    public static final String TYPE = "smart-allowance";

    @Override
    public String getTypeName() {
        return TYPE;
    }

    @Override
    public void validateParameter(ClientScopeModel scope, String parameter) throws InvalidScopeParameterException {
        throw new InvalidScopeParameterException("A SMART allowance takes no parameter");
    }

    /**
     * Flags an allowance that isn't flagged yet. The flag is stored, because Keycloak's consent store reads it from
     * there; and consent that was recorded before must go, because it names no parameter and Keycloak fails on reading
     * it.
     */
    static void flag(KeycloakSession session, ClientScopeModel allowance) {
        if (allowance.isParameterizedScope()) {
            return;
        }
        session.users().preRemove(allowance);
        allowance.setAttribute(ClientScopeModel.PARAMETERIZED_SCOPE_TYPE, TYPE);
        allowance.setIsParameterizedScope(true);
    }
}
