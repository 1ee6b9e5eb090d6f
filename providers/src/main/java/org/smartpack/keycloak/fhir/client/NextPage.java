/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * Where the next page of a search is. A FHIR server may name any address; only one within its own base is followed,
 * because the request carries a token.
 *
 * @param address an absolute URL below the address at which Keycloak reaches the server
 */
public record NextPage(String address) {

    /** More than any real server needs, and little enough to be kept with a login. */
    private static final int MAX_LENGTH = 2_000;

    /** Reads the {@code next} link of a searchset; empty for one that leads elsewhere. */
    static Optional<NextPage> parse(String link, FhirServer server) {
        if (link == null || link.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return below(link, server.baseUrl())
                .or(() -> below(link, server.address()))
                .map(rest -> new NextPage(server.address() + rest));
    }

    /** The same page, if it is one of this server; what was kept of a login is looked at again. */
    boolean isAt(FhirServer server) {
        return below(address, server.address()).isPresent();
    }

    /** What follows the base URL: a path that stays below it, or a query. */
    private static Optional<String> below(String link, String base) {
        if (!link.startsWith(base + "/") && !link.startsWith(base + "?")) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(link);
            String rest = link.substring(base.length());
            boolean staysBelow = uri.normalize().equals(uri) && !uri.getPath().contains("/..");
            return staysBelow && uri.getRawFragment() == null ? Optional.of(rest) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
