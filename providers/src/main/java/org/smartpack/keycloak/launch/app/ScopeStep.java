/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.app;

import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The step in which users choose what an app may do: the required action {@value #ID}. */
public final class ScopeStep {

    /** The id of the required action. */
    public static final String ID = "smart-scopes";

    private ScopeStep() {}

    /** Whether a realm has the step. */
    public static boolean isOn(RealmModel realm) {
        RequiredActionProviderModel model = realm.getRequiredActionProviderByAlias(ID);
        return model != null && model.isEnabled();
    }

    /** Whether the user of a login has yet to choose. Until then, nobody knows whether the app needs a patient. */
    public static boolean isWaiting(AuthenticationSessionModel login) {
        return login.getRequiredActions().contains(ID) && isOn(login.getRealm());
    }
}
