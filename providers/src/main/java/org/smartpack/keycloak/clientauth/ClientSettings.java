/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.services.util.CertificateInfoHelper;

/**
 * The settings of one client, read from its attributes: those in the Credentials tab ({@link ClientSettingsProperties})
 * and in the Keys tab (Keycloak's own). An invalid value never permits more than a valid one.
 */
final class ClientSettings {

    /** In seconds. SMART: "SHALL be no more than five minutes in the future". */
    static final int LONGEST_LIFE = 300;

    private final UnaryOperator<String> attributes;

    ClientSettings(ClientModel client) {
        this(client::getAttribute);
    }

    /** @param attributes the client's attributes by name; {@code null} for one that it doesn't have */
    ClientSettings(UnaryOperator<String> attributes) {
        this.attributes = attributes;
    }

    /** Which values of {@code aud} are accepted. */
    enum Audiences {
        /** The URL of the token endpoint and of the called endpoint, and the issuer. */
        BOTH,
        /** The URL of the token endpoint and of the called endpoint. */
        TOKEN_URL,
        /** The issuer alone. */
        ISSUER;

        /** The value as the console shows and stores it. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The allowed algorithms; unknown names are ignored. */
    Set<SigningAlgorithm> algorithms() {
        Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        named().names().forEach(name -> SigningAlgorithm.named(name).ifPresent(algorithms::add));
        return algorithms;
    }

    /** Whether the allowed algorithms have a name that is ignored. */
    boolean hasUnknownAlgorithm() {
        return !named().areKnown();
    }

    /** The names of the allowed algorithms, known or not. */
    AssertionAlgorithms named() {
        return AssertionAlgorithms.of(
                attribute(ClientSettingsProperties.ALGORITHMS).orElse(""));
    }

    /** The accepted audiences: the default if there is no value, the narrowest if it is unknown. */
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
     * How far {@code exp} may be in the future, in seconds, from 1 to {@value #LONGEST_LIFE}: the longest if there is
     * no value, the shortest if it is invalid.
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

    /** Whether the JWKS may be fetched from a private address, and from there over plain http. */
    boolean privateAddresses() {
        return flag(ClientSettingsProperties.PRIVATE_ADDRESSES);
    }

    /** The URL in the Keys tab, if the client's keys must be fetched. */
    Optional<String> registeredJwksUrl() {
        return flag(OIDCConfigAttributes.USE_JWKS_URL)
                ? attribute(OIDCConfigAttributes.JWKS_URL).filter(url -> !url.isBlank())
                : Optional.empty();
    }

    /** Whether the client's keys must be fetched, even if the URL is missing. */
    boolean usesJwksUrl() {
        return flag(OIDCConfigAttributes.USE_JWKS_URL);
    }

    /** The key set that was imported in the Keys tab. */
    Optional<String> inlineJwks() {
        return flag(OIDCConfigAttributes.USE_JWKS_STRING)
                ? attribute(OIDCConfigAttributes.JWKS_STRING)
                : Optional.empty();
    }

    /** Whether a single key or certificate was generated or imported in the Keys tab. */
    boolean hasSingleKey() {
        return attribute(JWTClientAuthenticator.CERTIFICATE_ATTR).isPresent()
                || attribute(JWTClientAuthenticator.ATTR_PREFIX + "." + CertificateInfoHelper.PUBLIC_KEY)
                        .isPresent();
    }

    private boolean flag(String name) {
        return attribute(name).filter("true"::equals).isPresent();
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.apply(name));
    }
}
