/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.LinkedHashMap;
import java.util.Map;

import org.keycloak.common.Profile;
import org.keycloak.common.Profile.Feature;
import org.keycloak.common.Version;

/**
 * What an administrator should know about the pack on this server: which version it is, which Keycloak it was made for,
 * and whether its scope rules work.
 *
 * @param versions of the jar
 * @param runningKeycloak the version of this server
 * @param scopeRules whether the server feature that the scope rules need is on
 */
record PackInfo(PackVersions versions, String runningKeycloak, boolean scopeRules) {

    /** The option that switches the feature on; it is read when the server is built. */
    static final String OPTION = "--features=" + Feature.PARAMETERIZED_SCOPES.getUnversionedKey();

    /** What holds for the server that asks; its features are fixed while it runs. */
    static PackInfo current() {
        return new PackInfo(
                PackVersions.read(), Version.VERSION, Profile.isFeatureEnabled(Feature.PARAMETERIZED_SCOPES));
    }

    /** For the console's provider info page: label to value, in the order in which they should be read. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("SMART Pack version", versions.pack());
        map.put("Built for Keycloak", versions.keycloak());
        map.put("This Keycloak", runningKeycloak);
        map.put("SMART scopes by rule", scopeRules ? "on" : "OFF: start or build Keycloak with " + OPTION);
        return map;
    }

    /** One line for the server's log at start-up. */
    String summary() {
        String name = "Keycloak SMART Pack " + versions.pack() + " (built for Keycloak " + versions.keycloak() + ")";
        return scopeRules
                ? name + ": SMART scopes are granted by rule"
                : name + ": SMART scopes by rule are OFF, only scopes that are registered by their exact name are"
                        + " granted. Start or build Keycloak with " + OPTION
                        + " (add it to the list if other features are on already)";
    }
}
