/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.scope.Interaction;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * What a scope permits, in plain words and in the user's language (SMART-SCOPE-4, 66).
 *
 * <p>All texts are plain text without markup, of bounded length, and the same in every theme. Whoever puts them into a
 * page escapes them as any other text.
 */
public final class ScopeText {

    private static final List<Interaction> WRITING =
            List.of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE);

    private final Words words;
    private final RestrictionText restrictions;

    ScopeText(Words words) {
        this.words = words;
        this.restrictions = new RestrictionText(words);
    }

    /** The texts for Keycloak's own consent page, which doesn't ask the user's profile for the language. */
    public static ScopeText of(KeycloakSession session) {
        return read(session, session.getContext().resolveLocale(null));
    }

    /** The texts for a page for this user, in the language of Keycloak's pages. */
    public static ScopeText of(KeycloakSession session, UserModel user) {
        return read(session, session.getContext().resolveLocale(user));
    }

    /** Messages are read once in a request. */
    private static ScopeText read(KeycloakSession session, Locale locale) {
        String memory = ScopeText.class.getName() + " "
                + session.getContext().getRealm().getId() + " " + locale.toLanguageTag();
        ScopeText known = session.getAttribute(memory, ScopeText.class);
        if (known != null) {
            return known;
        }
        ScopeText texts = new ScopeText(Words.of(session, locale));
        session.setAttribute(memory, texts);
        return texts;
    }

    /**
     * The whole scope in one line, for instance "Measurements and results (Observation) of the chosen patient,
     * laboratory results only: view and add". A scope for which there are no words is shown as it is, shortened.
     */
    public String sentence(Scope scope) {
        return scope instanceof ResourceScope resource
                ? line(resource, restriction(resource))
                : name(scope).orElseGet(() -> SafeText.ofScope(scope.spelling()));
    }

    /**
     * The line for a scope whose restrictions are known in part only: it says that there are more.
     *
     * @param beginning the scope without them
     */
    public String sentenceOfLonger(ResourceScope beginning) {
        return line(beginning, Optional.of(words.of("smartOnlyLong")));
    }

    private String line(ResourceScope scope, Optional<String> restriction) {
        String may = may(scope.permissions());
        String records =
                words.of(scope.isEveryType() ? "smartScopeOfAll" : "smartScopeOf", type(scope), whose(scope.level()));
        return restriction
                .map(only -> words.find("smartScopeLineOnly", records, only, may))
                .orElseGet(() -> words.find("smartScopeLine", records, may))
                .orElseGet(() -> SafeText.ofScope(scope.spelling()));
    }

    /**
     * The kind of records, for instance "Measurements and results (Observation)"; for {@code *} "All health records,
     * now and in future"; for types that few people know, the type's name as several words.
     */
    public String type(ResourceScope scope) {
        if (scope.isEveryType()) {
            return words.of("smartTypeAll");
        }
        return words.find("smartType." + scope.type())
                .map(known -> words.of("smartTypeKnown", known, scope.type()))
                .orElseGet(() -> words.of("smartTypeOther", scope.type().replaceAll("(?<=[a-z])(?=[A-Z])", " ")));
    }

    /** Whose records, for instance "of the chosen patient". */
    public String whose(Level level) {
        return words.of("smartWhose." + level.text());
    }

    /** To what the records are limited, for instance "laboratory results only"; empty without restrictions. */
    public Optional<String> restriction(ResourceScope scope) {
        return restrictions.of(scope);
    }

    /** What the reading part permits, for instance "view"; empty if there is none. */
    public Optional<String> reading(Permissions permissions) {
        String letters = permissions.and(Permissions.READ).toString();
        return letters.isEmpty() ? Optional.empty() : Optional.of(words.of("smartMay." + letters));
    }

    /** What the writing part permits, for instance "add and change"; empty if there is none. */
    public Optional<String> writing(Permissions permissions) {
        return words.list("smartAnd", changes(permissions));
    }

    /** Reading and writing together, for instance "view, add and change". */
    public String may(Permissions permissions) {
        List<String> parts = new ArrayList<>();
        reading(permissions).ifPresent(parts::add);
        parts.addAll(changes(permissions));
        return words.list("smartAnd", parts).orElse("");
    }

    private List<String> changes(Permissions permissions) {
        return WRITING.stream()
                .filter(permissions::contains)
                .map(interaction -> words.of("smartMay." + interaction.letter()))
                .toList();
    }

    /**
     * A scope that isn't for records, for instance "Stay signed in ...": {@code openid}, {@code fhirUser},
     * {@code profile}, {@code online_access}, {@code offline_access}, {@code launch} and launch contexts. Empty for all
     * others.
     */
    public Optional<String> name(Scope scope) {
        if (scope instanceof LaunchScope launch) {
            return words.find("smartScope.launch"
                            + launch.context().map(type -> "." + type).orElse(""))
                    .or(() -> launch.context()
                            .flatMap(type -> words.find("smartScopeLaunchOther", SafeText.ofScope(type))));
        }
        return scope instanceof PlainScope plain && plain.kind() != PlainScope.Kind.OTHER
                ? words.find("smartScope." + plain.name())
                : Optional.empty();
    }
}
