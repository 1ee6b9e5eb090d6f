/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.smartpack.keycloak.scope.FhirTypes;

/**
 * A FHIR search for one resource type (FHIR R4, Search). Values are data, whatever is in them: the characters that
 * separate values in FHIR are escaped, and then everything that means something in a URL.
 */
public final class SearchQuery {

    private final String type;
    private final List<String> parameters = new ArrayList<>();

    private SearchQuery(String type) {
        this.type = type;
    }

    /**
     * All resources of a type that the user may see.
     *
     * @throws IllegalArgumentException if FHIR has no such type
     */
    public static SearchQuery of(String type) {
        if (!FhirTypes.isType(type)) {
            throw new IllegalArgumentException("No FHIR resource type: " + type);
        }
        return new SearchQuery(type);
    }

    /** Only those with this value. */
    public SearchQuery with(String name, String value) {
        return add(name, escaped(value));
    }

    /** Only those with one of these values. */
    public SearchQuery withAny(String name, Collection<String> values) {
        return add(name, values.stream().map(SearchQuery::escaped).collect(Collectors.joining(",")));
    }

    /** Only those with this identifier. */
    public SearchQuery withIdentifier(String system, String value) {
        return add("identifier", system.isEmpty() ? escaped(value) : escaped(system) + "|" + escaped(value));
    }

    /** The latest first, by a search parameter that is a date. */
    public SearchQuery latestFirst(String name) {
        return add("_sort", "-" + name);
    }

    /** How many resources a page is to have; servers may give fewer. */
    public SearchQuery pagesOf(int count) {
        return add("_count", Integer.toString(count));
    }

    private SearchQuery add(String name, String value) {
        parameters.add(encoded(name) + "=" + encoded(value));
        return this;
    }

    /** FHIR R4, Search, 3.1.1.4.0.1: escaping search parameters. */
    private static String escaped(String value) {
        return value.replaceAll("[\\\\,|$]", "\\\\$0");
    }

    private static String encoded(String text) {
        // A plus is a plus to some servers, and a space to others.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String type() {
        return type;
    }

    /** {@code Patient?name=...}. */
    @Override
    public String toString() {
        return type + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }
}
