/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.discovery;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.Profile;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCWellKnownProvider;
import org.keycloak.protocol.oidc.representations.MTLSEndpointAliases;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import org.smartpack.keycloak.discovery.MetadataLimits;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken out of a document, and that nothing else of the realm is asked for. */
class NzLimitsTest {

    private static final String ONE =
            """
            {"name": "n", "enabled": true, "profiles": ["PROFILE"], "conditions": [{"condition": "smart-nz-class",
             "configuration": {"classification": "CLASS", "unclassified": true}}]}""";

    private static final String ALL = "{\"policies\": ["
            + ONE.replace("PROFILE", "nz-public").replace("CLASS", "PUBLIC") + ","
            + ONE.replace("PROFILE", "nz-in-confidence").replace("CLASS", "IN-CONFIDENCE") + ","
            + ONE.replace("PROFILE", "nz-sensitive").replace("CLASS", "SENSITIVE") + "]}";

    @BeforeEach
    void initFeatures() {
        Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.CLIENT_POLICIES, true));
    }

    @AfterEach
    void resetFeatures() {
        Profile.reset();
    }

    private static RealmModel realm(String policies) {
        return (RealmModel) Proxy.newProxyInstance(
                NzLimitsTest.class.getClassLoader(), new Class<?>[] {RealmModel.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getAttribute") && arguments[0].equals("client-policies.policies")) {
                        return policies;
                    }
                    throw new AssertionError(method.getName() + " costs what Keycloak doesn't do here");
                });
    }

    private static OIDCConfigurationRepresentation keycloaks() {
        OIDCConfigurationRepresentation metadata = new OIDCConfigurationRepresentation();
        metadata.setResponseTypesSupported(OIDCWellKnownProvider.DEFAULT_RESPONSE_TYPES_SUPPORTED);
        metadata.setGrantTypesSupported(List.of(
                "authorization_code",
                "client_credentials",
                "implicit",
                "password",
                "refresh_token",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "urn:openid:params:grant-type:ciba"));
        metadata.setDeviceAuthorizationEndpoint("https://kc/device");
        MTLSEndpointAliases aliases = new MTLSEndpointAliases();
        aliases.setDeviceAuthorizationEndpoint("https://mtls/device");
        aliases.setTokenEndpoint("https://mtls/token");
        metadata.setMtlsEndpointAliases(aliases);
        return metadata;
    }

    private static JsonNode limited(String policies, OIDCConfigurationRepresentation metadata) {
        new NzLimits().limit(realm(policies), metadata);
        return new ObjectMapper().valueToTree(metadata);
    }

    @Test
    @DisplayName("NZ-70, NZ-77 to 82: what the rules of every class refuse isn't offered")
    void covered() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        limited(ALL, metadata);
        assertThat(metadata.getResponseTypesSupported()).containsExactlyInAnyOrder("code", "code id_token");
        assertThat(metadata.getGrantTypesSupported())
                .containsExactly(
                        "authorization_code",
                        "client_credentials",
                        "implicit",
                        "password",
                        "refresh_token",
                        "urn:openid:params:grant-type:ciba");
        assertThat(metadata.getDeviceAuthorizationEndpoint()).isNull();
        assertThat(metadata.getMtlsEndpointAliases().getDeviceAuthorizationEndpoint())
                .isNull();
        assertThat(metadata.getMtlsEndpointAliases().getTokenEndpoint()).isEqualTo("https://mtls/token");
    }

    @Test
    @DisplayName("NZ-80: a realm without policies, or with others, keeps its document")
    void notCovered() {
        JsonNode before = new ObjectMapper().valueToTree(keycloaks());
        for (String policies : new String[] {
            null,
            "",
            "{\"policies\": []}",
            ALL.replace("smart-nz-class", "any-client"),
            ALL.replace("\"SENSITIVE\"", "\"sensitive\""),
            ALL.replace(", \"unclassified\": true", "")
        }) {
            assertThat(limited(policies, keycloaks())).as(policies).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("NZ-80: where the server has no client policies, they refuse nothing")
    void featureOff() {
        Profile.init(Profile.ProfileName.DEFAULT, Map.of(Profile.Feature.CLIENT_POLICIES, false));
        JsonNode before = new ObjectMapper().valueToTree(keycloaks());
        assertThat(limited(ALL, keycloaks())).isEqualTo(before);
    }

    @Test
    @DisplayName("NZ-80: members that an administrator took out of the document stay out")
    void absent() {
        assertThat(limited(ALL, new OIDCConfigurationRepresentation()))
                .isEqualTo(new ObjectMapper().valueToTree(new OIDCConfigurationRepresentation()));
    }

    @Test
    @DisplayName("NZ-80: Keycloak finds the limits")
    void found() {
        assertThat(MetadataLimits.all()).hasAtLeastOneElementOfType(NzLimits.class);
    }
}
