/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.smart;

import java.util.LinkedHashMap;
import java.util.Map;

/** The step of a realm in which users choose what an app may do. */
public final class ScopeStep {

    private static final String ID = "smart-scopes";

    private final SmartRealm realm;

    private ScopeStep(SmartRealm realm) {
        this.realm = realm;
    }

    /** The step of a realm that has it. */
    public static ScopeStep of(SmartRealm realm) {
        return new ScopeStep(realm);
    }

    /** Switches the step on. */
    public static ScopeStep on(SmartRealm realm) {
        ScopeStep step = new ScopeStep(realm);
        realm.admin.post(
                realm.path("/authentication/register-required-action"), Map.of("providerId", ID, "name", "Choose"));
        step.enable(true);
        return step;
    }

    /** Switches the step on or off. */
    public void enable(boolean isOn) {
        String path = realm.path("/authentication/required-actions/" + ID);
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(path).jsonPath().getMap(""));
        action.put("enabled", isOn);
        realm.admin.put(path, action);
    }

    /** Puts the step before the one above it in the realm's list, which is asked first. */
    public void raise() {
        realm.admin.post(realm.path("/authentication/required-actions/" + ID + "/raise-priority"), Map.of());
    }
}
