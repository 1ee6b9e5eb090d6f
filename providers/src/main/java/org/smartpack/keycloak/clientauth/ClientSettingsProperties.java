/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.Arrays;
import java.util.List;

import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The settings in the Credentials tab. The console stores each as the client attribute of that name. None may be
 * multivalued: the console would send a list where the server expects a string, and saving the client would fail.
 */
final class ClientSettingsProperties {

    static final String ALGORITHMS = "smart.jwt.algorithms";
    static final String AUDIENCES = "smart.jwt.audiences";
    static final String MAX_LIFE = "smart.jwt.max.life";
    static final String PRIVATE_ADDRESSES = "smart.jwt.private.addresses";

    /** The algorithms that SMART requires of every server. */
    static final String DEFAULT_ALGORITHMS = "RS384 ES384";

    private ClientSettingsProperties() {}

    static List<ProviderConfigProperty> all() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(ALGORITHMS)
                .label("Signature algorithms")
                .helpText("The algorithms with which the client may sign its assertions, separated by spaces: any of "
                        + String.join(
                                ", ",
                                Arrays.stream(SigningAlgorithm.values())
                                        .map(SigningAlgorithm::name)
                                        .toList())
                        + ". SMART clients use RS384 or ES384. Enter the keys themselves in the Keys tab.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT_ALGORITHMS)
                .add()
                .property()
                .name(AUDIENCES)
                .label("Accepted audiences")
                .helpText("What an assertion may name in aud. token-url: the token endpoint of this realm, or the"
                        + " endpoint that is called (introspection, revocation, pushed authorization request). issuer:"
                        + " the issuer of this realm. both: any of these, or several.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(Arrays.stream(ClientSettings.Audiences.values())
                        .map(ClientSettings.Audiences::label)
                        .toList())
                .defaultValue(ClientSettings.Audiences.BOTH.label())
                .add()
                .property()
                .name(MAX_LIFE)
                .label("Longest assertion life")
                .helpText("How many seconds an assertion's exp may be ahead of now: 1 to " + ClientSettings.LONGEST_LIFE
                        + ", because SMART allows no more.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(String.valueOf(ClientSettings.LONGEST_LIFE))
                .add()
                .property()
                .name(PRIVATE_ADDRESSES)
                .label("JWKS URL on a private network")
                .helpText("Allow a JWKS URL in the Keys tab that points to this machine or a private network; plain "
                        + "http is allowed there too. Leave this off for URLs on the internet: otherwise, anyone who "
                        + "can change the URL can make this server send requests into its own network.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }
}
