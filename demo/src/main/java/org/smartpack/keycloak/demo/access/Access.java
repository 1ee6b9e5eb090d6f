/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What a token permits. Several scopes form a union (SMART-SCOPE-6). A scope with a restriction that this server
 * doesn't know gives nothing (SMART-SCOPE-21).
 */
public final class Access {

    private final List<Scope> scopes;
    private final Map<Level, Sight> sights;
    private final BiPredicate<String, Restriction> known;
    private final String self;
    private final boolean isSelfGranted;

    /**
     * @param patient what {@code patient/} scopes reach: the token's patient, or nothing
     * @param user what {@code user/} scopes reach
     * @param known whether a restriction can be checked on a resource type
     * @param self the resource that is the user, {@code RelatedPerson/rel-1}, which {@code user/} scopes let the user
     *     read; empty if there is none
     * @param isSelfGranted whether that resource may be read in any case: the scope {@code fhirUser} was granted
     *     (SMART-CTX-3)
     */
    public Access(
            List<Scope> scopes,
            Sight patient,
            Sight user,
            BiPredicate<String, Restriction> known,
            String self,
            boolean isSelfGranted) {
        this.scopes = List.copyOf(scopes);
        this.sights =
                new EnumMap<>(Map.of(Level.PATIENT, patient, Level.USER, user, Level.SYSTEM, new Sight.Everything()));
        this.known = known;
        this.self = self;
        this.isSelfGranted = isSelfGranted && !self.isEmpty();
    }

    /** Whether there may be resources of the type with which the interaction is allowed. */
    public boolean mayEver(Interaction interaction, String type) {
        return concerning(interaction, type).findAny().isPresent()
                || isSelfGranted && interaction == Interaction.READ && isOfSelf(type);
    }

    /**
     * Whether the bearer may learn which resources of the type exist: access isn't limited to certain patients or to a
     * part of the resources, for instance another application's.
     */
    public boolean mayKnowAbsence(Interaction interaction, String type) {
        return concerning(interaction, type)
                .filter(scope -> scope.restrictions().isEmpty())
                .anyMatch(scope -> sights.get(scope.level()) instanceof Sight.Everything);
    }

    /** Whether the interaction is allowed on this resource. */
    public boolean allows(Interaction interaction, Target target) {
        return isSelfGranted && interaction == Interaction.READ && self.equals(target.reference())
                || concerning(interaction, target.type())
                        .anyMatch(scope -> (sights.get(scope.level()).reaches(target.patients())
                                        || isSelf(interaction, scope, target))
                                && scope.restrictions().stream().allMatch(target::meets));
    }

    private boolean isSelf(Interaction interaction, Scope scope, Target target) {
        return interaction == Interaction.READ
                && scope.level() == Level.USER
                && !self.isEmpty()
                && self.equals(target.reference());
    }

    private boolean isOfSelf(String type) {
        return self.startsWith(type + "/");
    }

    private Stream<Scope> concerning(Interaction interaction, String type) {
        return scopes.stream()
                .filter(scope -> scope.concerns(interaction, type))
                .filter(scope -> scope.restrictions().stream().allMatch(item -> known.test(type, item)))
                .filter(scope -> !sights.get(scope.level()).equals(Sight.nothing())
                        || interaction == Interaction.READ && scope.level() == Level.USER && isOfSelf(type));
    }
}
