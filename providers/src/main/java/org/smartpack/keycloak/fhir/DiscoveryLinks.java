/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code smart-configuration} document says of one FHIR server alone, as an administrator entered it in the
 * mapper "FHIR server" (SMART-DISC-4, SMART-DISC-5; the IG's pages "Conformance" and "User-access Brands"). Keycloak
 * itself never calls these addresses.
 *
 * @param brandBundle the URL of the brand bundle; empty if there is none
 * @param brandIdentifier which brand of that bundle is the server's own
 * @param associatedEndpoints other servers that accept this server's tokens
 */
public record DiscoveryLinks(
        Optional<String> brandBundle,
        Optional<BrandIdentifier> brandIdentifier,
        List<AssociatedEndpoint> associatedEndpoints) {

    /** What a document says that isn't about one FHIR server. */
    public static final DiscoveryLinks NONE = new DiscoveryLinks(Optional.empty(), Optional.empty(), List.of());

    /** Every app reads the document, so it has to stay short. */
    private static final int MAX_ENDPOINTS = 20;

    /** Settings that {@link #problem} finds no fault with. What it would refuse is left out. */
    static DiscoveryLinks of(Map<String, String> config) {
        LinkUrl urls = LinkUrl.of(config);
        return new DiscoveryLinks(
                setting(config, FhirServerMapper.BRAND_BUNDLE).flatMap(urls::parse),
                setting(config, FhirServerMapper.BRAND_IDENTIFIER).flatMap(BrandIdentifier::parse),
                endpoints(config).stream()
                        .flatMap(endpoint -> AssociatedEndpoint.parse(endpoint, urls).stream())
                        .toList());
    }

    /** What is wrong with the settings, in plain English without apostrophes; empty if nothing is. */
    static Optional<String> problem(Map<String, String> config) {
        LinkUrl urls = LinkUrl.of(config);
        Optional<String> bundle = setting(config, FhirServerMapper.BRAND_BUNDLE);
        Optional<String> identifier = setting(config, FhirServerMapper.BRAND_IDENTIFIER);
        List<String> endpoints = endpoints(config);
        if (bundle.isPresent() && bundle.flatMap(urls::parse).isEmpty()) {
            return Optional.of("User-access brand bundle must be " + urls.wanted());
        }
        if (identifier.isPresent() && bundle.isEmpty()) {
            return Optional.of("User-access brand identifier needs a user-access brand bundle");
        }
        if (identifier.isPresent() && identifier.flatMap(BrandIdentifier::parse).isEmpty()) {
            return Optional.of("User-access brand identifier must be system|value, for instance"
                    + " urn:ietf:rfc:3986|https://example.org, or a value alone");
        }
        if (endpoints.size() > MAX_ENDPOINTS) {
            return Optional.of("A FHIR server can have " + MAX_ENDPOINTS + " associated endpoints at most");
        }
        if (!endpoints.stream()
                .allMatch(endpoint -> AssociatedEndpoint.parse(endpoint, urls).isPresent())) {
            return Optional.of("An associated endpoint must be " + urls.wanted()
                    + ", followed by its capabilities, separated by spaces: names of the SMART specification, or URIs");
        }
        return Optional.empty();
    }

    private static Optional<String> setting(Map<String, String> config, String name) {
        return Optional.ofNullable(config.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static List<String> endpoints(Map<String, String> config) {
        return FhirServer.values(config.get(FhirServerMapper.ASSOCIATED_ENDPOINTS));
    }
}
