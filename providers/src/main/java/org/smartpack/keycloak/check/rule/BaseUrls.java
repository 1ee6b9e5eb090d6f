/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.fhir.FhirServerMapper;

/** The valid base URLs of a realm's FHIR servers. */
record BaseUrls(List<Entry> entries) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The base URL of one FHIR server.
     *
     * @param url without a slash at its end
     */
    record Entry(CheckedClient client, String url) {

        /** Without what people overlook: scheme, letter case of the host, standard port. */
        String normal() {
            URI uri = URI.create(url);
            return host(uri) + (isStandard(uri.getPort()) ? "" : ":" + uri.getPort()) + uri.getRawPath();
        }

        /** Whether apps will hardly write it the same way. */
        boolean isOdd() {
            URI uri = URI.create(url);
            boolean isPlain = "http".equals(uri.getScheme()) && !isNear(host(uri));
            boolean namesPort = uri.getPort() >= 0 && isStandard(uri.getPort());
            return isPlain || namesPort || !uri.getHost().equals(host(uri));
        }

        private static String host(URI uri) {
            return uri.getHost().toLowerCase(Locale.ROOT);
        }

        private static boolean isStandard(int port) {
            return port < 0 || port == 80 || port == 443;
        }

        /** A name without a dot is one of a private network. */
        private static boolean isNear(String host) {
            return THIS_MACHINE.contains(host) || !host.contains(".");
        }
    }

    static BaseUrls of(CheckedRealm realm) {
        return new BaseUrls(realm.fhirServers()
                .flatMap(client -> url(client).map(url -> new Entry(client, url)).stream())
                .toList());
    }

    private static Optional<String> url(CheckedClient client) {
        return client.mapper(FhirServerMapper.PROVIDER_ID)
                .flatMap(mapper -> BaseUrl.parse(mapper.config().getOrDefault(FhirServerMapper.BASE_URL, "")));
    }

    /** Those that aren't alone with what {@code by} makes of them. */
    Stream<Entry> alike(Function<Entry, String> by) {
        return entries.stream()
                .filter(one -> entries.stream()
                                .filter(other -> by.apply(other).equals(by.apply(one)))
                                .count()
                        > 1);
    }
}
