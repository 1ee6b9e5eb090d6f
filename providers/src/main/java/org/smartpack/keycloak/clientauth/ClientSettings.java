/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * The settings of one client, read from its attributes: those of the Credentials tab ({@link ClientSettingsProperties})
 * and of the Keys tab (Keycloak's own). A value that can't be understood never widens anything.
 */
final class ClientSettings {

    /** SMART: "SHALL be no more than five minutes in the future". */
    static final int LONGEST_LIFE = 300;

    private final ClientModel client;

    ClientSettings(ClientModel client) {
        this.client = client;
    }

    /** Which values of {@code aud} are right. */
    enum Audiences {
        /** The URL of the token endpoint and of the endpoint that is called, and the issuer. */
        BOTH,
        /** The URL of the token endpoint and of the endpoint that is called. */
        TOKEN_URL,
        /** The issuer alone. */
        ISSUER;

        /** How the console shows and stores it. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The allowed algorithms; names that are none are passed over. */
    Set<SigningAlgorithm> algorithms() {
        String value = attribute(ClientSettingsProperties.ALGORITHMS)
                .filter(text -> !text.isBlank())
                .orElse(ClientSettingsProperties.DEFAULT_ALGORITHMS);
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        for (String name : value.trim().split("[\\s,]+")) {
            SigningAlgorithm.named(name.toUpperCase(Locale.ROOT)).ifPresent(algorithms::add);
        }
        return algorithms;
    }

    /** The audiences; without a value the default, and what isn't known counts as the narrowest. */
    Audiences audiences() {
        String value = attribute(ClientSettingsProperties.AUDIENCES).orElse("");
        for (Audiences audiences : Audiences.values()) {
            if (audiences.label().equals(value)) {
                return audiences;
            }
        }
        return value.isBlank() ? Audiences.BOTH : Audiences.ISSUER;
    }

    /**
     * The longest time in seconds that {@code exp} may be ahead: 1 to {@value #LONGEST_LIFE}; without a value the
     * longest, and what can't be understood counts as the shortest.
     */
    int maxLife() {
        String value = attribute(ClientSettingsProperties.MAX_LIFE).orElse("").trim();
        if (value.isEmpty()) {
            return LONGEST_LIFE;
        }
        try {
            return Math.max(1, Math.min(Integer.parseInt(value), LONGEST_LIFE));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Whether the JWKS may be fetched from a private address, and there by plain http. */
    boolean privateAddresses() {
        return flag(ClientSettingsProperties.PRIVATE_ADDRESSES);
    }

    /** The URL in the Keys tab, if the client's keys are to be fetched. */
    Optional<String> registeredJwksUrl() {
        return flag(OIDCConfigAttributes.USE_JWKS_URL)
                ? attribute(OIDCConfigAttributes.JWKS_URL).filter(url -> !url.isBlank())
                : Optional.empty();
    }

    /** Whether the client's keys are to be fetched, even if the URL is missing. */
    boolean usesJwksUrl() {
        return flag(OIDCConfigAttributes.USE_JWKS_URL);
    }

    /** The key set that was imported in the Keys tab. */
    Optional<String> inlineJwks() {
        return flag(OIDCConfigAttributes.USE_JWKS_STRING)
                ? attribute(OIDCConfigAttributes.JWKS_STRING)
                : Optional.empty();
    }

    private boolean flag(String name) {
        return attribute(name).filter("true"::equals).isPresent();
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(client.getAttribute(name));
    }
}
