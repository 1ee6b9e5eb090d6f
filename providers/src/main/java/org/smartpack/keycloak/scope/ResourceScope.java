/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.Collections.unmodifiableSet;

/**
 * A scope for FHIR resources, {@code patient/Observation.rs?category=laboratory} or in v1
 * {@code patient/Observation.read}: level, resource type, interactions, and restrictions that must hold together
 * (sections 1 to 3). Immutable. Two are equal if they permit the same, whatever the spelling. Only parsing and the
 * operations of this package create instances.
 */
public final class ResourceScope implements Scope {

    /** The two syntaxes of SMART App Launch. */
    public enum Syntax {
        /** {@code .read}, {@code .write}, {@code .*}. */
        V1,
        /** Letters of {@code cruds}, optionally with restrictions. */
        V2
    }

    private final Target target;
    private final Permissions permissions;
    private final Form form;
    private final String spelling;
    private final int hash;

    ResourceScope(Target target, Permissions permissions, Form form, String spelling) {
        this.target = target;
        this.permissions = permissions;
        this.form = form;
        this.spelling = spelling;
        // Computed once, because sets of a thousand scopes are looked up with it.
        this.hash = 31 * target.hashCode() + permissions.hashCode();
    }

    /** The scope, written in this form or, if v1 can't express it, in v2. */
    static ResourceScope written(Target target, Permissions permissions, Form wanted) {
        Form form = wanted.forScope(target, permissions);
        return new ResourceScope(target, permissions, form, form.write(target, permissions));
    }

    @Override
    public String spelling() {
        return spelling;
    }

    public Level level() {
        return target.level();
    }

    /** The resource type, or {@code *} for every type, now and in future (SMART-SCOPE-4). */
    public String type() {
        return target.type();
    }

    public boolean isEveryType() {
        return target.isEveryType();
    }

    public Permissions permissions() {
        return permissions;
    }

    /** The restrictions, which must hold together; sorted, and without those that another one implies. */
    public Set<Restriction> restrictions() {
        return unmodifiableSet(new LinkedHashSet<>(target.restrictions().items()));
    }

    /**
     * Whether a restriction is the template {@code name=} of an allowance, which is never granted as such
     * (SMART-SCOPE-26).
     */
    public boolean isTemplate() {
        return target.restrictions().hasTemplate();
    }

    /**
     * Whether a restriction has a placeholder, for instance {@code resource-origin={own}}. Only names of client scopes
     * can have one. A profile replaces it in what is granted; without a profile nothing is granted.
     */
    public boolean hasPlaceholder() {
        for (Restriction restriction : target.restrictions().items()) {
            if (restriction.hasPlaceholder()) {
                return true;
            }
        }
        return false;
    }

    /** The syntax it is written in. */
    public Syntax syntax() {
        return form.syntax();
    }

    /** Whether it is written in URI form (SMART-SCOPE-11). */
    public boolean isUriForm() {
        return form.uri();
    }

    /**
     * Whether a restriction's name is percent-encoded, which no name needs. A FHIR server that looks for
     * {@code category=} before it decodes wouldn't see the restriction.
     */
    boolean hidesName() {
        int start = spelling.indexOf('?') + 1;
        if (start == 0 || spelling.indexOf('%') < 0) {
            return false;
        }
        return Stream.of(spelling.substring(start).split("&"))
                .anyMatch(item -> item.substring(0, item.indexOf('=')).indexOf('%') >= 0);
    }

    /** The canonical spelling: v2, no URI prefix, restrictions sorted (SMART-SCOPE-25). */
    public String canonical() {
        return Form.CANONICAL.write(target, permissions);
    }

    /**
     * The relation {@code <=} of SMART-SCOPE-51: the other scope alone permits everything that this one does. It goes
     * by the text of the restrictions, so it may say no where knowledge of the data would say yes, but never the other
     * way round.
     */
    public boolean isCoveredBy(ResourceScope other) {
        return isCoveredBy(other, Work.UNLIMITED);
    }

    boolean isCoveredBy(ResourceScope other, Work work) {
        return other.permissions.containsAll(permissions) && target.isWithin(other.target, work);
    }

    /**
     * What both permit (SMART-SCOPE-53), in canonical spelling; empty if that is nothing. Value lists are intersected
     * only for single-valued parameters; otherwise both restrictions are kept.
     */
    public Optional<ResourceScope> meet(ResourceScope other) {
        return meet(other, Work.UNLIMITED);
    }

    Optional<ResourceScope> meet(ResourceScope other, Work work) {
        work.spend(spelling.length() + other.spelling.length());
        Permissions common = permissions.and(other.permissions);
        return common.isEmpty()
                ? Optional.empty()
                : target.and(other.target, work).map(both -> written(both, common, Form.CANONICAL));
    }

    /**
     * The part of this scope with these interactions, in the same form or, if v1 can't express it, in v2
     * (SMART-SCOPE-32); empty if it permits none of them.
     */
    public Optional<ResourceScope> only(Permissions wanted) {
        Permissions common = permissions.and(wanted);
        if (common.equals(permissions)) {
            return Optional.of(this);
        }
        return common.isEmpty() ? Optional.empty() : Optional.of(written(target, common, form));
    }

    Target target() {
        return target;
    }

    /** The same scope in another form. */
    ResourceScope in(Form wanted) {
        return written(target, permissions, wanted);
    }

    Form form() {
        return form;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ResourceScope that
                        && hash == that.hash
                        && target.equals(that.target)
                        && permissions.equals(that.permissions);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return spelling;
    }
}
