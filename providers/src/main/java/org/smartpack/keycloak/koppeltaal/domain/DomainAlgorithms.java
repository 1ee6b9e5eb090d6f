/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.Map;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.clientauth.AssertionAlgorithms;

/**
 * The signature algorithms of a domain (KT-BS-4).
 *
 * @param assertions those with which its applications may sign assertions
 */
public record DomainAlgorithms(AssertionAlgorithms assertions) {

    /** The JOSE name of the algorithm of all access tokens. */
    public static final String ACCESS_TOKEN = "RS512";

    private static final String SETTING = "assertion.algorithms";

    /** Those of Koppeltaal's proof of concept. */
    private static final String DEFAULT = "RS384 ES384 RS512";

    /** The algorithms of the domain that is the request's realm, or those of a new domain if it isn't one yet. */
    public static DomainAlgorithms of(KeycloakSession session) {
        return of(KoppeltaalDomain.of(session).map(KoppeltaalDomain::settings).orElse(Map.of()));
    }

    /** @param settings of the mapper "Koppeltaal domain" */
    public static DomainAlgorithms of(Map<String, String> settings) {
        String text = settings.getOrDefault(SETTING, "");
        return new DomainAlgorithms(AssertionAlgorithms.of(text.isBlank() ? DEFAULT : text));
    }

    /** Whether a client with this setting signs only with what the domain allows. Unknown names don't count. */
    public boolean allow(AssertionAlgorithms ofClient) {
        return assertions.known().containsAll(ofClient.known());
    }

    static boolean areValid(Map<String, String> settings) {
        return of(settings).assertions().areKnown();
    }

    /** The setting of the mapper "Koppeltaal domain" for these algorithms. */
    static ProviderConfigurationBuilder addTo(ProviderConfigurationBuilder properties) {
        properties
                .property()
                .name(SETTING)
                .label("Signature algorithms of applications")
                .helpText("The algorithms with which applications may sign their assertions, separated by spaces. "
                        + "Saving the mapper Koppeltaal application enters them in the application's Signature "
                        + "algorithms, unless an administrator chose others there.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT)
                .add();
        return properties;
    }
}
