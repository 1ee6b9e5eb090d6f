/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.fhir.AssociatedEndpoint;
import org.smartpack.keycloak.fhir.BrandIdentifier;
import org.smartpack.keycloak.fhir.DiscoveryLinks;

import static org.assertj.core.api.Assertions.assertThat;

class SmartConfigurationTest {

    /** Section "Capabilities" of SMART App Launch 2.2.0. */
    private static final Set<String> IG_CAPABILITIES = Set.of(
            "launch-ehr",
            "launch-standalone",
            "authorize-post",
            "client-public",
            "client-confidential-symmetric",
            "client-confidential-asymmetric",
            "sso-openid-connect",
            "context-banner",
            "context-style",
            "context-ehr-patient",
            "context-ehr-encounter",
            "context-standalone-patient",
            "context-standalone-encounter",
            "permission-offline",
            "permission-online",
            "permission-patient",
            "permission-user",
            "permission-v1",
            "permission-v2",
            "smart-app-state");

    @Test
    @DisplayName("SMART-DISC-2 the required members are there in a realm that has nothing of SMART")
    void requiredMembers() {
        JsonNode document = document(new RealmFacts(
                Realms.only(Set.of("client-x509"), Set.of("tls_client_auth")), List.of(), true, false, false));
        assertThat(document.get("token_endpoint").textValue()).isEqualTo("https://kc/token");
        assertThat(document.get("grant_types_supported")).isEmpty();
        assertThat(document.get("capabilities")).isEmpty();
        assertThat(strings(document, "code_challenge_methods_supported")).containsExactly("S256");
    }

    @Test
    @DisplayName("SMART-DISC-2, SMART-DISC-6 a realm for backend services says so")
    void backendServices() {
        JsonNode document = document(Realms.withSignedJwt("openid", "system/*.rs"));
        assertThat(strings(document, "grant_types_supported")).containsExactly("client_credentials");
        assertThat(strings(document, "capabilities"))
                .containsExactlyInAnyOrder(
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "permission-v1",
                        "permission-v2");
        assertThat(strings(document, "token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("private_key_jwt", "client_secret_basic", "client_secret_post");
        assertThat(strings(document, "token_endpoint_auth_signing_alg_values_supported"))
                .containsExactly("RS384", "ES384");
        assertThat(strings(document, "scopes_supported")).containsExactly("system/*.rs");
    }

    @Test
    @DisplayName("SMART-DISC-6 Keycloak's own private_key_jwt is not SMART's")
    void noSignedJwt() {
        JsonNode document = document(Realms.fresh("system/*.rs"));
        assertThat(strings(document, "capabilities")).doesNotContain("client-confidential-asymmetric");
        assertThat(strings(document, "token_endpoint_auth_methods_supported")).doesNotContain("private_key_jwt");
        assertThat(document.has("token_endpoint_auth_signing_alg_values_supported"))
                .isFalse();
    }

    @Test
    @DisplayName("SMART-DISC-3 no member of single sign-on or app launch without those capabilities")
    void conditionalMembers() {
        JsonNode document = document(Realms.withSignedJwt("system/*.rs", "patient/*.rs", "launch/patient"));
        assertThat(document.has("issuer")).isFalse();
        assertThat(document.has("jwks_uri")).isFalse();
        assertThat(document.has("authorization_endpoint")).isFalse();
    }

    @Test
    @DisplayName("SMART-DISC-4 scopes that need launch context or a user are not listed as yet")
    void onlyScopesOfUse() {
        assertThat(strings(
                        document(Realms.fresh("system/*.rs", "patient/*.rs", "user/*.rs", "launch")),
                        "scopes_supported"))
                .containsExactly("system/*.rs");
        assertThat(document(Realms.fresh("patient/*.rs")).has("scopes_supported"))
                .isFalse();
    }

    @Test
    @DisplayName("SMART-DISC-2 scopes by rule are no capability where the server's feature is off")
    void featureOff() {
        RealmFacts on = Realms.withSignedJwt("system/*.rs");
        RealmFacts off = new RealmFacts(on.clientAuthentication(), on.publishedScopes(), false, false, false);
        assertThat(strings(document(off), "capabilities")).doesNotContain("permission-v1", "permission-v2");
        assertThat(strings(document(on), "capabilities")).contains("permission-v1", "permission-v2");
    }

    @Test
    @DisplayName("SMART-DISC-2 scopes by rule are no capability of a realm without allowances and signed JWT")
    void ordinaryRealm() {
        assertThat(strings(document(Realms.fresh("openid", "email", "system", "patient/Foo.dus")), "capabilities"))
                .containsExactly("client-confidential-symmetric");
    }

    @Test
    @DisplayName("SMART-DISC-2 to 7 a realm with a FHIR server: EHR launch and single sign-on, and what goes with them")
    void launches() {
        JsonNode document = document(Realms.withFhirServer(
                "launch", "launch/patient", "fhirUser", "offline_access", "patient/*.rs", "user/*.cruds", "email"));
        assertThat(document.get("issuer").textValue()).isEqualTo("https://kc");
        assertThat(document.get("jwks_uri").textValue()).isEqualTo("https://kc/certs");
        assertThat(document.get("authorization_endpoint").textValue()).isEqualTo("https://kc/auth");
        assertThat(document.get("management_endpoint").textValue()).isEqualTo("https://kc/account");
        assertThat(strings(document, "response_types_supported")).containsExactly("code");
        assertThat(strings(document, "grant_types_supported"))
                .containsExactly("authorization_code", "client_credentials");
        assertThat(strings(document, "scopes_supported"))
                .containsExactly(
                        "launch",
                        "launch/patient",
                        "openid",
                        "fhirUser",
                        "offline_access",
                        "user/*.cruds",
                        "patient/*.rs");
        assertThat(strings(document, "capabilities"))
                .as("the capability sets Patient EHR and Clinician EHR")
                .contains(
                        "launch-ehr",
                        "client-public",
                        "client-confidential-symmetric",
                        "context-ehr-patient",
                        "context-ehr-encounter",
                        "permission-patient",
                        "permission-user",
                        "permission-offline",
                        "sso-openid-connect")
                .as("nobody picks a patient yet, and no client scope online_access is there")
                .doesNotContain("launch-standalone", "context-standalone-patient", "permission-online");
    }

    @Test
    @DisplayName("INTRO-IUA-7 a realm with a FHIR server says how to authenticate for introspection, Bearer included")
    void introspection() {
        assertThat(strings(document(Realms.withFhirServer()), "introspection_endpoint_auth_methods_supported"))
                .containsExactly("client_secret_basic", "client_secret_post", "Bearer");
        assertThat(document(Realms.withSignedJwt()).has("introspection_endpoint_auth_methods_supported"))
                .isFalse();
    }

    @Test
    @DisplayName("SMART-DISC-8 every capability is a string of the IG")
    void reservedStrings() {
        assertThat(Arrays.stream(Capability.values()).map(Capability::value)).isSubsetOf(IG_CAPABILITIES);
    }

    @Test
    @DisplayName("SMART-DISC-4, SMART-DISC-5: brands and associated endpoints of the FHIR server, in the IG's form")
    void links() {
        RealmFacts realm = Realms.withFhirServer();
        JsonNode document = document(
                realm,
                new DiscoveryLinks(
                        Optional.of("https://example.org/brands.json"),
                        Optional.of(new BrandIdentifier("urn:ietf:rfc:3986", "https://example.org")),
                        List.of(new AssociatedEndpoint("https://state.example.org", List.of("smart-app-state")))));
        assertThat(document.get("user_access_brand_bundle").textValue()).isEqualTo("https://example.org/brands.json");
        assertThat(document.get("user_access_brand_identifier").toString())
                .isEqualTo("{\"system\":\"urn:ietf:rfc:3986\",\"value\":\"https://example.org\"}");
        assertThat(document.get("associated_endpoints").toString())
                .isEqualTo("[{\"url\":\"https://state.example.org\",\"capabilities\":[\"smart-app-state\"]}]");
        assertThat(document(
                                realm,
                                new DiscoveryLinks(
                                        Optional.empty(), Optional.of(new BrandIdentifier("", "x")), List.of()))
                        .get("user_access_brand_identifier")
                        .toString())
                .as("without a system")
                .isEqualTo("{\"value\":\"x\"}");
        assertThat(document(realm).properties())
                .as("nothing where nothing was entered")
                .noneMatch(member -> member.getKey().startsWith("user_access_brand")
                        || member.getKey().equals("associated_endpoints"));
    }

    @Test
    @DisplayName("SMART-DISC-5: where apps register themselves, only in a realm in which they can be launched")
    void registration() {
        assertThat(document(Realms.withFhirServer())
                        .get("registration_endpoint")
                        .textValue())
                .isEqualTo("https://kc/register");
        assertThat(document(Realms.withSignedJwt()).has("registration_endpoint"))
                .isFalse();
    }

    private static JsonNode document(RealmFacts realm) {
        return document(realm, DiscoveryLinks.NONE);
    }

    private static JsonNode document(RealmFacts realm, DiscoveryLinks links) {
        return new ObjectMapper()
                .valueToTree(SmartConfiguration.of(
                        realm,
                        new Endpoints(
                                "https://kc",
                                "https://kc/certs",
                                "https://kc/auth",
                                "https://kc/token",
                                "https://kc/introspect",
                                Optional.of("https://kc/par"),
                                "https://kc/revoke",
                                "https://kc/account",
                                Optional.of("https://kc/register")),
                        links));
    }

    private static List<String> strings(JsonNode document, String member) {
        assertThat(document.has(member)).as(member).isTrue();
        return document.get(member).valueStream().map(JsonNode::textValue).toList();
    }
}
