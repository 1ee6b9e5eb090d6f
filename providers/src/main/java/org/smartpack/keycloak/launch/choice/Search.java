/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import org.smartpack.keycloak.fhir.client.SearchQuery;

/**
 * What a user searches patients by; each is empty where it doesn't matter. It goes to the FHIR server as data, whatever
 * it is.
 *
 * @param name any parts of names, separated by spaces
 * @param birthDate {@code 1984-02-11}, or a part of it
 * @param number a record number
 */
public record Search(String name, String birthDate, String number) {

    /** Everybody. */
    static final Search ALL = new Search("", "", "");

    static final String NAME = "name";
    static final String BIRTH_DATE = "birthdate";
    static final String NUMBER = "identifier";

    /** How many rows a page has. */
    static final int PAGE = 10;

    /** How many it has at most: a server may give more than it was asked for. */
    static final int MOST = 100;

    /** A FHIR date without its time. */
    private static final Pattern DATE = Pattern.compile("\\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?");

    /** What a form asks for. */
    static Search of(MultivaluedMap<String, String> form) {
        return new Search(value(form, NAME), value(form, BIRTH_DATE), value(form, NUMBER));
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.size() == 1 ? ShownText.of(values.get(0)) : "";
    }

    /** Whether the date of birth is one: FHIR servers refuse a search by anything else. */
    public boolean hasDate() {
        return birthDate.isEmpty() || DATE.matcher(birthDate).matches();
    }

    /** @param numberSystem the system of record numbers; empty for any */
    SearchQuery query(String numberSystem) {
        SearchQuery query = SearchQuery.of("Patient").pagesOf(PAGE);
        for (String part : name.split(" +")) {
            if (!part.isEmpty()) {
                query.with(NAME, part);
            }
        }
        if (!birthDate.isEmpty()) {
            query.with(BIRTH_DATE, birthDate);
        }
        if (!number.isEmpty()) {
            query.withIdentifier(numberSystem, number);
        }
        return query;
    }
}
