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
 * The parameter type of an allowance. Keycloak records consent to a client scope as a whole, but consent to a scope
 * with a parameter per value. Allowances are flagged with this type, so that consent covers what the user agreed to and
 * not all that the allowance permits. In requests the scope takes no parameter: Keycloak's syntax {@code name:value}
 * never matches.
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
     * Flags an allowance that isn't flagged yet. The flag is stored, because Keycloak's consent store reads it from the
     * database. Consent that was recorded before is removed, because it has no parameter and Keycloak would fail to
     * read it.
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
