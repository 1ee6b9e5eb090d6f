/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;

/** All names of this server: at each base it has the same data, so that a reference to any of them is one to itself. */
record BaseUrls(List<String> urls) {

    BaseUrls {
        urls = List.copyOf(urls);
    }

    /** A reference without this server's base URL in front; as it is, if it is relative or another server's. */
    String relative(String reference) {
        return urls.stream()
                .filter(url -> reference.startsWith(url + "/"))
                .map(url -> reference.substring(url.length() + 1))
                .findFirst()
                .orElse(reference);
    }
}
