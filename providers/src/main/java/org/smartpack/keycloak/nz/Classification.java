/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/**
 * How sensitive the APIs are that a client uses, in the words of Health New Zealand's draft; the most sensitive one is
 * the last. A client's class is a client role of that name. Of several the strictest counts, so a further role never
 * lowers the class.
 */
public enum Classification {
    /** The published standard's UNCLASSIFIED. */
    PUBLIC("PUBLIC", "nz-public"),
    /** The published standard's MEDICAL IN-CONFIDENCE. */
    IN_CONFIDENCE("IN-CONFIDENCE", "nz-in-confidence"),
    /** In the draft only. */
    SENSITIVE("SENSITIVE", "nz-sensitive");

    private final String id;
    private final String role;

    Classification(String id, String role) {
        this.id = id;
        this.role = role;
    }

    /** As the source writes it: {@code IN-CONFIDENCE}. */
    public String id() {
        return id;
    }

    /** The name of the client role, and of the profile with the rules: {@code nz-in-confidence}. */
    public String role() {
        return role;
    }

    /** The ids of all classes, for a drop-down list. */
    static List<String> ids() {
        return Arrays.stream(values()).map(Classification::id).toList();
    }

    /** The class with that id; empty for any other text. */
    public static Optional<Classification> byId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }

    /** The class that roles of a client stand for; empty if there is none among them. */
    public static Optional<Classification> of(Set<String> roles) {
        return Arrays.stream(values())
                .filter(value -> roles.contains(value.role))
                .max(Comparator.naturalOrder());
    }

    /** A client's class; empty if it isn't classified. */
    static Optional<Classification> of(ClientModel client) {
        return of(client.getRolesStream().map(RoleModel::getName).collect(Collectors.toSet()));
    }
}
