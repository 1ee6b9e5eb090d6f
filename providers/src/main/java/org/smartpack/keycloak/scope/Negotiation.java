/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what is granted of a request (SMART-SCOPE-60), in the syntax of the request (SMART-SCOPE-31, 32). Immutable.
 *
 * <p>A requested scope that the allowances cover, if need be together, is granted exactly as it was written, except
 * that parameter names don't stay percent-encoded. One that they cover in part is narrowed to what both permit. A
 * narrowed scope keeps the syntax and URI form of its request, unless v1 can't express it (restrictions, some sets of
 * interactions); then it is v2.
 */
public final class Negotiation {

    /**
     * The most characters of all narrowed scopes together. It is the limit of a parameter too, so a token or refresh
     * token with more couldn't be used.
     */
    private static final int MAX_NARROWED = 65_536;

    private final List<Part> parts;
    private final List<ResourceScope> granted;
    private final boolean tooLarge;

    /**
     * The result for one requested scope.
     *
     * @param requested the scope of the request
     * @param granted what is granted of it: the requested scope itself, narrower ones in normal form, or nothing
     * @param isWhole whether it is granted as requested
     */
    public record Part(ResourceScope requested, List<ResourceScope> granted, boolean isWhole) {

        public Part {
            granted = List.copyOf(granted);
        }

        /** Whether nothing of the scope is granted. */
        public boolean isRefused() {
            return granted.isEmpty();
        }
    }

    private Negotiation(List<Part> parts, List<ResourceScope> granted, boolean tooLarge) {
        this.parts = List.copyOf(parts);
        this.granted = granted;
        this.tooLarge = tooLarge;
    }

    /** Negotiates with narrowed scopes kept within the limits of {@link ScopeRules#DEFAULT}. */
    public static Negotiation grant(List<ResourceScope> requested, ScopeSet allowed) {
        return grant(requested, allowed, ScopeRules.DEFAULT);
    }

    /** Negotiates under these rules, with the work of one request. */
    public static Negotiation grant(List<ResourceScope> requested, ScopeSet allowed, ScopeRules rules) {
        return grant(requested, allowed, rules, Work.limited());
    }

    /**
     * Negotiates. A requested template gets nothing, and templates are never granted: an unrestricted request under the
     * allowance {@code system/*.cruds?resource-origin=} gets nothing, since there is no value to narrow it to. A
     * narrowed scope beyond the limits of the rules, which could not be read back, is left out. If many requests partly
     * overlap with many allowances, there is a narrowed scope for each pair. Beyond the limits of scopes, characters or
     * work nothing is granted at all, see {@link #isTooLarge()}.
     */
    public static Negotiation grant(List<ResourceScope> requested, ScopeSet allowed, ScopeRules rules, Work work) {
        List<Part> parts = new ArrayList<>();
        int scopes = 0;
        int characters = 0;
        try {
            for (ResourceScope scope : requested) {
                Part part = answer(scope, allowed, rules, work);
                parts.add(part);
                scopes += part.granted().size();
                characters += part.isWhole() ? 0 : length(part.granted());
                if (scopes > rules.maxScopes() || characters > MAX_NARROWED) {
                    return tooLarge(requested);
                }
            }
            return new Negotiation(parts, withoutRedundant(parts, work), false);
        } catch (Work.TooMuch tooMuch) {
            return tooLarge(requested);
        }
    }

    private static int length(List<ResourceScope> scopes) {
        return scopes.stream().mapToInt(scope -> scope.spelling().length() + 1).sum();
    }

    private static Negotiation tooLarge(List<ResourceScope> requested) {
        List<Part> nothing = requested.stream()
                .map(scope -> new Part(scope, List.of(), false))
                .toList();
        return new Negotiation(nothing, List.of(), true);
    }

    private static Part answer(ResourceScope requested, ScopeSet allowed, ScopeRules rules, Work work) {
        if (requested.isTemplate()) {
            return new Part(requested, List.of(), false);
        }
        if (allowed.covers(requested, work)) {
            ResourceScope granted = requested.hidesName() ? requested.in(requested.form()) : requested;
            return new Part(requested, List.of(granted), true);
        }
        List<ResourceScope> narrowed = allowed.narrow(requested, work).stream()
                .filter(piece -> !piece.isTemplate())
                .map(piece -> piece.in(requested.form()))
                .filter(rules::isWithinLimits)
                .toList();
        return new Part(requested, narrowed, false);
    }

    private static List<ResourceScope> withoutRedundant(List<Part> parts, Work work) {
        if (parts.size() == 1 && parts.get(0).isWhole()) {
            // The most common case.
            return parts.get(0).granted();
        }
        Set<ResourceScope> all = new LinkedHashSet<>();
        Set<ResourceScope> whole = new HashSet<>();
        for (Part part : parts) {
            all.addAll(part.granted());
            if (part.isWhole()) {
                whole.addAll(part.granted());
            }
        }
        CoverIndex index = new CoverIndex(all);
        Set<String> spellings = new HashSet<>();
        Set<ResourceScope> pieces = new HashSet<>();
        List<ResourceScope> kept = new ArrayList<>();
        for (Part part : parts) {
            for (ResourceScope scope : part.granted()) {
                boolean keep = part.isWhole()
                        ? spellings.add(scope.spelling())
                        : !whole.contains(scope) && !isWithinAnother(scope, index, work) && pieces.add(scope);
                if (keep) {
                    kept.add(scope);
                }
            }
        }
        return List.copyOf(kept);
    }

    private static boolean isWithinAnother(ResourceScope scope, CoverIndex index, Work work) {
        return index.covering(scope.target(), work).stream()
                .anyMatch(other -> !other.equals(scope) && scope.isCoveredBy(other, work));
    }

    /** The result for each requested scope, in the order of the request. */
    public List<Part> parts() {
        return parts;
    }

    /**
     * All granted scopes, in the order of the request. Scopes that are granted as requested occur once for each
     * spelling, even beside a wider scope or another spelling of the same, because a client that requests v1 and v2
     * reads either. Narrowed scopes occur once for each meaning (in their first spelling), and only if no other granted
     * scope covers them.
     */
    public List<ResourceScope> granted() {
        return granted;
    }

    /** The distinct spellings of {@link #granted()}, for the {@code scope} of a token response. */
    public List<String> scopes() {
        return granted.stream().map(ResourceScope::spelling).toList();
    }

    /** Whether nothing is granted only because the result would be too long, or take too much work. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    /** The requested scopes of which nothing is granted. */
    public List<ResourceScope> refused() {
        return parts.stream().filter(Part::isRefused).map(Part::requested).toList();
    }
}
