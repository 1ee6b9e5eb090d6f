/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.keycloak.common.Profile;
import org.keycloak.common.Profile.Feature;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.Provider;

/**
 * What an administrator should know about the pack on this server: its version, the Keycloak version that it was built
 * for, whether its scope rules work, and whether all of it is in use. It is a provider only because an SPI must have
 * one.
 *
 * @param version the version of the pack
 * @param builtFor the Keycloak version that it was compiled for and tested with
 * @param runningKeycloak the version of this server
 * @param scopeRules whether the server feature that the scope rules need is enabled
 * @param lost the pack's providers that this server doesn't use, see {@link LostProviders}
 * @param missingLimits the options of this server that must still be given, see {@link RequestLimits}
 */
record PackInfo(
        String version,
        String builtFor,
        String runningKeycloak,
        boolean scopeRules,
        List<String> lost,
        List<String> missingLimits)
        implements Provider {

    /** The option that enables the feature; it is read when the server is built. */
    static final String OPTION = "--features=" + Feature.PARAMETERIZED_SCOPES.getUnversionedKey();

    private static final String VERSIONS = "versions.properties";

    /** The information for this server; it doesn't change while the server runs. */
    static PackInfo of(KeycloakSessionFactory server) {
        Properties versions = versions();
        return new PackInfo(
                versions.getProperty("pack"),
                versions.getProperty("keycloak"),
                Version.VERSION,
                Profile.isFeatureEnabled(Feature.PARAMETERIZED_SCOPES),
                LostProviders.of(server),
                RequestLimits.missing());
    }

    /**
     * The versions that the build wrote into the jar: {@code pack}, the version of the pack, and {@code keycloak}, the
     * Keycloak version that it was compiled for and tested with.
     */
    static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = PackInfo.class.getResourceAsStream(VERSIONS)) {
            if (in == null) {
                throw new IllegalStateException("The provider jar is incomplete: it has no " + VERSIONS);
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    /** For the console's provider info page: the version alone. */
    Map<String, String> versionAsMap() {
        return Map.of("SMART Pack version", version);
    }

    /** For the console's provider info page: values by label, in reading order. */
    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>(versionAsMap());
        map.put("Built for Keycloak", builtFor);
        map.put(
                "This Keycloak",
                isOtherKeycloak()
                        ? runningKeycloak + ": NOT the version that the pack was built for"
                        : runningKeycloak);
        map.put("SMART scopes by rule", scopeRules ? "on" : "OFF: start or build Keycloak with " + OPTION);
        map.put("Providers", lost.isEmpty() ? "all in use" : "LOST: " + String.join(", ", lost));
        map.put(
                "Request limits",
                missingLimits.isEmpty() ? "set" : "NOT SET: start Keycloak with " + String.join(" ", missingLimits));
        return map;
    }

    boolean isOtherKeycloak() {
        return !builtFor.equals(runningKeycloak);
    }

    /** Whether an administrator should act. */
    boolean isAlarming() {
        return !scopeRules || isOtherKeycloak() || !lost.isEmpty() || !missingLimits.isEmpty();
    }

    /** One line for the server's log at start-up. */
    String summary() {
        StringBuilder line = new StringBuilder("Keycloak SMART Pack ")
                .append(version)
                .append(" (built for Keycloak ")
                .append(builtFor)
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
                    .append(", for which the pack was NOT tested: its rules may not hold. Install the pack's version")
                    .append(" for this Keycloak");
        }
        if (!lost.isEmpty()) {
            line.append(". Providers of the pack are LOST, and what they guard is not guarded: ")
                    .append(String.join(", ", lost))
                    .append(". Remove the extension or the option that replaces them");
        }
        if (!missingLimits.isEmpty()) {
            line.append(". Request limits are NOT SET, so long requests lose parameters without an error. Start with ")
                    .append(String.join(" ", missingLimits));
        }
        return line.toString();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
