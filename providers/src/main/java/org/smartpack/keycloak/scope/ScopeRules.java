/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of the SMART scope grammar that a server supports: resource types, search parameters in restrictions, and
 * limits. All scopes that are compared with each other should be parsed under the same rules.
 */
public final class ScopeRules {

    /** Stands for all resource types, including {@code *}, as a key for parameters. */
    public static final String EVERY_TYPE = "*";

    /** The values that are a profile's placeholders. */
    static final Set<String> PLACEHOLDERS = ofDialects(ScopeDialect::placeholders);

    /**
     * The rules for a server about which nothing is known: all resource types of FHIR R4, R4B and R5, every search
     * parameter, nothing experimental, the profiles' single-valued parameters, at most 16384 characters and 64
     * restrictions in a scope, and at most 5000 scopes in a response. The length has room for some 350 of Koppeltaal's
     * references in one scope; a token that must fit into a header must stay far below (SMART-SCOPE-27).
     */
    public static final ScopeRules DEFAULT = new ScopeRules(
            Optional.of(FhirTypes.R4_TO_R5),
            Optional.empty(),
            ofDialects(ScopeDialect::singleValued),
            false,
            16_384,
            64,
            5_000);

    private final Optional<Set<String>> types;
    private final Optional<Map<String, Set<String>>> parameters;
    private final Set<String> singleValued;
    private final boolean experimental;
    private final int maxLength;
    private final int maxRestrictions;
    private final int maxScopes;

    /**
     * Rules other than {@link #DEFAULT}.
     *
     * @param types the resource types that exist (SMART-SCOPE-10), without {@code *}; empty for every name that the
     *     grammar allows
     * @param parameters the search parameters that may restrict a scope (SMART-SCOPE-21), for a resource type or
     *     {@link #EVERY_TYPE}, without modifier or chain; empty for all. A scope with any other is malformed as a
     *     whole, because dropping just the restriction would widen it
     * @param singleValued the search parameters of which a resource can never have more than one value. Only for these
     *     may value lists be intersected (SMART-SCOPE-54). There must be no doubt about them: a scope that repeats the
     *     parameter is compared by the common values, but a resource with several values would match each list by
     *     another value
     * @param experimental whether modifiers, chains, {@code _has} and {@code _filter} may restrict a scope
     *     (SMART-SCOPE-22)
     * @param maxLength the most characters that a resource or launch scope may have
     * @param maxRestrictions the most restrictions that a scope may have; its length limits the number of their values
     * @param maxScopes the most scopes that one {@link Negotiation} may grant
     */
    ScopeRules(
            Optional<Set<String>> types,
            Optional<Map<String, Set<String>>> parameters,
            Set<String> singleValued,
            boolean experimental,
            int maxLength,
            int maxRestrictions,
            int maxScopes) {
        if (maxLength < 1 || maxRestrictions < 1 || maxScopes < 1) {
            throw new IllegalArgumentException("A limit must be positive");
        }
        this.types = types.map(Set::copyOf);
        this.parameters = parameters.map(Map::copyOf);
        this.singleValued = Set.copyOf(singleValued);
        this.experimental = experimental;
        this.maxLength = maxLength;
        this.maxRestrictions = maxRestrictions;
        this.maxScopes = maxScopes;
    }

    private static Set<String> ofDialects(Function<ScopeDialect, Set<String>> part) {
        Set<String> all = new HashSet<>();
        ServiceLoader.load(ScopeDialect.class, ScopeDialect.class.getClassLoader())
                .forEach(dialect -> all.addAll(part.apply(dialect)));
        return Set.copyOf(all);
    }

    /** The most characters that a resource or launch scope may have. */
    public int maxLength() {
        return maxLength;
    }

    /** The most restrictions that a scope may have. */
    public int maxRestrictions() {
        return maxRestrictions;
    }

    /** The most scopes that one {@link Negotiation} may grant. */
    public int maxScopes() {
        return maxScopes;
    }

    boolean isKnownType(String type) {
        return types.map(known -> known.contains(type)).orElse(true);
    }

    boolean isSupportedParameter(String type, String name) {
        return parameters
                .map(byType -> byType.getOrDefault(type, Set.of()).contains(name)
                        || byType.getOrDefault(EVERY_TYPE, Set.of()).contains(name))
                .orElse(true);
    }

    boolean isSingleValued(String name) {
        return singleValued.contains(name);
    }

    boolean isExperimentalSupported() {
        return experimental;
    }

    /** Whether a scope is within the limits. A narrowed scope, which has the restrictions of two, might not be. */
    boolean isWithinLimits(ResourceScope scope) {
        return scope.spelling().length() <= maxLength
                && scope.target().restrictions().items().size() <= maxRestrictions;
    }
}
