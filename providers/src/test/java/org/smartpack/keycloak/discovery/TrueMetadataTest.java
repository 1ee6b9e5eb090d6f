/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import static org.assertj.core.api.Assertions.assertThat;

class TrueMetadataTest {

    @Test
    void plainIsNotOffered() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        TrueMetadata.mend(metadata, Realms.fresh("system/*.rs"));
        assertThat(metadata.getCodeChallengeMethodsSupported()).containsExactly("S256");
    }

    @Test
    void ofTheAllowancesTheWidestAreListed() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        metadata.setScopesSupported(
                List.of("openid", "system/Patient.r", "email", "system/*.rs", "patient/Foo.dus", "émail", "launch"));
        TrueMetadata.mend(metadata, Realms.fresh("system/*.rs"));
        assertThat(metadata.getScopesSupported()).containsExactly("openid", "email", "émail", "launch", "system/*.rs");
    }

    @Test
    void onlyMethodsThatTheFlowRunsAreOffered() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        TrueMetadata.mend(
                metadata,
                realm(Realms.only(
                        Set.of("smart-jwt", "client-secret"), Set.of("client_secret_basic", "client_secret_post"))));
        assertThat(metadata.getTokenEndpointAuthMethodsSupported())
                .containsExactlyInAnyOrder("none", "private_key_jwt", "client_secret_basic", "client_secret_post")
                .isEqualTo(metadata.getIntrospectionEndpointAuthMethodsSupported())
                .isEqualTo(metadata.getRevocationEndpointAuthMethodsSupported());
        assertThat(metadata.getTokenEndpointAuthSigningAlgValuesSupported())
                .containsExactlyInAnyOrder("RS256", "RS384", "PS384", "ES384")
                .isEqualTo(metadata.getIntrospectionEndpointAuthSigningAlgValuesSupported())
                .isEqualTo(metadata.getRevocationEndpointAuthSigningAlgValuesSupported());
    }

    @Test
    void withoutSignedJwtsNoAlgorithmIsOffered() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        RealmFacts realm = new RealmFacts(
                Realms.only(Set.of("client-secret"), Set.of("client_secret_basic", "client_secret_post")),
                List.of("system/*.rs"),
                true,
                false,
                false);
        TrueMetadata.mend(metadata, realm);
        assertThat(metadata.getTokenEndpointAuthSigningAlgValuesSupported()).isNull();
        assertThat(metadata.getTokenEndpointAuthMethodsSupported())
                .containsExactlyInAnyOrder("none", "client_secret_basic", "client_secret_post");
    }

    @Test
    void whatKeycloakAcceptsStaysWithAllItsAuthenticators() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        List<String> algorithms = List.copyOf(metadata.getTokenEndpointAuthSigningAlgValuesSupported());
        TrueMetadata.mend(metadata, Realms.withSignedJwt("system/*.rs"));
        assertThat(metadata.getTokenEndpointAuthSigningAlgValuesSupported()).isEqualTo(algorithms);
    }

    @Test
    void aRealmThatDoesNotUseThePackKeepsItsMetadata() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        JsonNode before = new ObjectMapper().valueToTree(metadata);
        TrueMetadata.mend(metadata, Realms.fresh("openid", "email", "systemwide", "launch"));
        assertThat(new ObjectMapper().<JsonNode>valueToTree(metadata)).isEqualTo(before);
    }

    @Test
    void aMethodOfTwoAuthenticatorsIsNamedOnce() {
        OIDCConfigurationRepresentation metadata = keycloaks();
        List<String> once = metadata.getTokenEndpointAuthMethodsSupported();
        List<String> twice = new ArrayList<>(once);
        twice.add("private_key_jwt");
        metadata.setTokenEndpointAuthMethodsSupported(twice);
        TrueMetadata.mend(metadata, Realms.fresh("openid"));
        assertThat(metadata.getTokenEndpointAuthMethodsSupported()).isEqualTo(once);
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        OIDCConfigurationRepresentation metadata = new OIDCConfigurationRepresentation();
        TrueMetadata.mend(metadata, Realms.withSignedJwt("system/*.rs"));
        assertThat(new ObjectMapper().<JsonNode>valueToTree(metadata))
                .isEqualTo(new ObjectMapper().valueToTree(new OIDCConfigurationRepresentation()));
    }

    private static RealmFacts realm(ClientAuthentication clientAuthentication) {
        return new RealmFacts(clientAuthentication, List.of(), true, false, false);
    }

    private static OIDCConfigurationRepresentation keycloaks() {
        List<String> methods =
                List.of("private_key_jwt", "client_secret_basic", "client_secret_post", "client_secret_jwt", "none");
        List<String> algorithms = List.of("RS256", "RS384", "HS256", "PS384", "ES384", "EdDSA");
        OIDCConfigurationRepresentation metadata = new OIDCConfigurationRepresentation();
        metadata.setIssuer("https://kc/realms/r");
        metadata.setScopesSupported(List.of("openid", "email"));
        metadata.setCodeChallengeMethodsSupported(List.of("plain", "S256"));
        metadata.setTokenEndpointAuthMethodsSupported(methods);
        metadata.setIntrospectionEndpointAuthMethodsSupported(methods);
        metadata.setRevocationEndpointAuthMethodsSupported(methods);
        metadata.setTokenEndpointAuthSigningAlgValuesSupported(algorithms);
        metadata.setIntrospectionEndpointAuthSigningAlgValuesSupported(algorithms);
        metadata.setRevocationEndpointAuthSigningAlgValuesSupported(algorithms);
        return metadata;
    }
}
