/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;

/**
 * Decides when the scope {@code fhirUser} is granted: only together with {@code openid} (SMART-SCOPE-45), and only to
 * users whom a FHIR resource represents (SMART-SCOPE-46). As long as the user isn't known, the scope stays.
 */
final class FhirUserScope {

    private final boolean isOpenId;
    private final UserModel user;
    private final KeycloakSession session;

    /** @param user may be {@code null} */
    FhirUserScope(KeycloakSession session, List<String> requested, UserModel user) {
        this.session = session;
        this.isOpenId = requested.contains(OAuth2Constants.SCOPE_OPENID);
        this.user = user;
    }

    boolean permits(String name) {
        return !name.equals(FhirUser.ATTRIBUTE)
                || isOpenId && isKnownTo()
                || !FhirServers.of(session).governRealm();
    }

    private boolean isKnownTo() {
        return user == null || FhirUsers.of(session).find(user).isPresent();
    }
}
