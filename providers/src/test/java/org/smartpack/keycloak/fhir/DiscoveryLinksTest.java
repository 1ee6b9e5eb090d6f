/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.Constants;

import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator can enter for the discovery document of one FHIR server. */
class DiscoveryLinksTest {

    private static final String BUNDLE = "brand.bundle";
    private static final String IDENTIFIER = "brand.identifier";
    private static final String ENDPOINTS = "associated.endpoints";

    private static Map<String, String> config(String... settings) {
        Map<String, String> config = new HashMap<>(Map.of("base.url", "https://ehr.example.org/fhir"));
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        return config;
    }

    private static void assertRefused(Map<String, String> config, String reason) {
        assertThat(DiscoveryLinks.problem(config))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains(reason).doesNotContain("'"));
    }

    @Test
    @DisplayName("SMART-DISC-4, SMART-DISC-5: what was entered, without spaces around it; nothing where nothing was")
    void entered() {
        Map<String, String> config = config(
                BUNDLE,
                " https://vendor.example.org/brands?id=7 ",
                IDENTIFIER,
                " urn:ietf:rfc:3986 | https://example.org ",
                ENDPOINTS,
                " https://state.example.org/fhir  smart-app-state " + Constants.CFG_DELIMITER
                        + "https://images.example.org smart-imaging-access https://example.org/capability");
        assertThat(DiscoveryLinks.problem(config)).isEmpty();
        DiscoveryLinks links = DiscoveryLinks.of(config);
        assertThat(links.brandBundle()).contains("https://vendor.example.org/brands?id=7");
        assertThat(links.brandIdentifier()).contains(new BrandIdentifier("urn:ietf:rfc:3986", "https://example.org"));
        assertThat(links.associatedEndpoints())
                .containsExactly(
                        new AssociatedEndpoint("https://state.example.org/fhir", List.of("smart-app-state")),
                        new AssociatedEndpoint(
                                "https://images.example.org",
                                List.of("smart-imaging-access", "https://example.org/capability")));
        assertThat(DiscoveryLinks.problem(config())).isEmpty();
        assertThat(DiscoveryLinks.of(config())).isEqualTo(DiscoveryLinks.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/brands.json",
                "brands",
                "ftp://example.org/brands",
                "http://example.org/brands",
                "https:///brands",
                "https://user@example.org/brands",
                "https://example.org/brands#one",
                "https://example.org/{brands}",
                "javascript:alert(1)"
            })
    @DisplayName("SMART-DISC-4, SMART-DISC-5: an address that isn't an absolute https URL is refused, and never shown")
    void addresses(String url) {
        assertRefused(config(BUNDLE, url), "User-access brand bundle must be an https URL");
        assertRefused(config(ENDPOINTS, url + " smart-app-state"), "An associated endpoint must be an https URL");
        DiscoveryLinks links = DiscoveryLinks.of(config(BUNDLE, url, ENDPOINTS, url + " smart-app-state"));
        assertThat(links).isEqualTo(DiscoveryLinks.NONE);
    }

    @Test
    @DisplayName("SMART-DISC-4, SMART-DISC-5: http will do where the FHIR server itself is at http")
    void http() {
        Map<String, String> config =
                config(BUNDLE, "http://127.0.0.1/brands", ENDPOINTS, "http://127.0.0.1/state smart-app-state");
        config.put("base.url", "http://127.0.0.1/fhir");
        assertThat(DiscoveryLinks.problem(config)).isEmpty();
        assertThat(DiscoveryLinks.of(config).associatedEndpoints()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:oid:1.2|3, urn:oid:1.2, 3",
        "|3, '', 3",
        "3, '', 3",
        "urn:oid:1.2|a|b, urn:oid:1.2, a|b",
        "https://example.org, '', https://example.org"
    })
    @DisplayName("SMART-DISC-4: an identifier has a value, and a system where there is one")
    void identifiers(String text, String system, String value) {
        assertThat(BrandIdentifier.parse(text)).contains(new BrandIdentifier(system, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:oid:1.2|", "|", "system|3", "not a uri|3", "urn:oid:1.2|a\u0000b"})
    @DisplayName("SMART-DISC-4: an identifier without a value, or whose system isn't an absolute URI, is refused")
    void noIdentifiers(String text) {
        assertRefused(config(BUNDLE, "https://example.org/b", IDENTIFIER, text), "must be system|value");
    }

    @Test
    @DisplayName("SMART-DISC-4: an identifier without a bundle in which it could be found is refused")
    void identifierAlone() {
        assertRefused(config(IDENTIFIER, "urn:oid:1.2|3"), "needs a user-access brand bundle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://state.example.org",
                "https://state.example.org Smart_State",
                "https://state.example.org smart-app-state,other",
                "https://state.example.org smart-app-state /relative",
                "smart-app-state https://state.example.org"
            })
    @DisplayName("SMART-DISC-5, SMART-DISC-8: an endpoint needs capabilities, which are names or URIs")
    void capabilities(String endpoint) {
        assertRefused(config(ENDPOINTS, endpoint), "followed by its capabilities");
    }

    @Test
    @DisplayName("SMART-DISC-5: the document stays short, whatever is entered")
    void bounded() {
        String many = IntStream.range(0, 21)
                .mapToObj(i -> "https://state.example.org/" + i + " smart-app-state")
                .collect(Collectors.joining(Constants.CFG_DELIMITER));
        assertRefused(config(ENDPOINTS, many), "20 associated endpoints at most");
        String url = "https://example.org/" + "x".repeat(1100);
        assertRefused(config(BUNDLE, url), "must be an https URL");
        assertRefused(config(BUNDLE, "https://example.org", IDENTIFIER, "x".repeat(1100)), "must be system|value");
        assertRefused(config(ENDPOINTS, "https://example.org " + "a ".repeat(1100)), "followed by its capabilities");
    }
}
