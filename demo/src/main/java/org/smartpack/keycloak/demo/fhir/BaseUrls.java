/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;

/**
 * All base URLs of this server. It has the same data at each, so that a reference with any of them is a reference to
 * this server.
 */
record BaseUrls(List<String> urls) {

    BaseUrls {
        urls = List.copyOf(urls);
    }

    /** A reference without this server's base URL in front; unchanged if it is relative or another server's. */
    String relative(String reference) {
        return urls.stream()
                .filter(url -> reference.startsWith(url + "/"))
                .map(url -> reference.substring(url.length() + 1))
                .findFirst()
                .orElse(reference);
    }
}
