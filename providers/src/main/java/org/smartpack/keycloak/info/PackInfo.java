/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.keycloak.common.Profile;
import org.keycloak.common.Profile.Feature;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * What an administrator should know about the pack on this server: which version it is, which Keycloak it was made for,
 * whether its scope rules work, and whether all of it is in use.
 *
 * @param versions of the jar
 * @param runningKeycloak the version of this server
 * @param scopeRules whether the server feature that the scope rules need is on
 * @param lost the pack's providers that this server doesn't use, see {@link LostProviders}
 */
record PackInfo(PackVersions versions, String runningKeycloak, boolean scopeRules, List<String> lost) {

    /** The option that switches the feature on; it is read when the server is built. */
    static final String OPTION = "--features=" + Feature.PARAMETERIZED_SCOPES.getUnversionedKey();

    /** What holds for the server that asks; none of it changes while it runs. */
    static PackInfo of(KeycloakSessionFactory server) {
        return new PackInfo(
                PackVersions.read(),
                Version.VERSION,
                Profile.isFeatureEnabled(Feature.PARAMETERIZED_SCOPES),
                LostProviders.of(server));
    }

    /** For the console's provider info page: label to value, in the order in which they should be read. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("SMART Pack version", versions.pack());
        map.put("Built for Keycloak", versions.keycloak());
        map.put(
                "This Keycloak",
                isOtherKeycloak() ? runningKeycloak + ": OTHER than the pack was built for" : runningKeycloak);
        map.put("SMART scopes by rule", scopeRules ? "on" : "OFF: start or build Keycloak with " + OPTION);
        map.put("Providers", lost.isEmpty() ? "all in use" : "LOST: " + String.join(", ", lost));
        return map;
    }

    private boolean isOtherKeycloak() {
        return !versions.keycloak().equals(runningKeycloak);
    }

    /** Whether an administrator should do something. */
    boolean isAlarming() {
        return !scopeRules || isOtherKeycloak() || !lost.isEmpty();
    }

    /** One line for the server's log at start-up. */
    String summary() {
        StringBuilder line = new StringBuilder("Keycloak SMART Pack ")
                .append(versions.pack())
                .append(" (built for Keycloak ")
                .append(versions.keycloak())
                .append(')');
        line.append(
                scopeRules
                        ? ": SMART scopes are granted by rule"
                        : ": SMART scopes by rule are OFF, only scopes that are registered by their exact name are"
                                + " granted. Start or build Keycloak with " + OPTION
                                + " (add it to the list if other features are on already)");
        if (isOtherKeycloak()) {
            line.append(". This is Keycloak ")
                    .append(runningKeycloak)
                    .append(", for which the pack was NOT tested: its rules may not hold. Install the version of the")
                    .append(" pack for it");
        }
        if (!lost.isEmpty()) {
            line.append(". Providers of the pack are LOST, and what they guard is not guarded: ")
                    .append(String.join(", ", lost))
                    .append(". Remove the extension or the option that replaces them");
        }
        return line.toString();
    }
}
