/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name that an administrator gives a client scope. Tells a misspelt SMART scope from a name that was never meant to
 * be one: {@code system/observation.rs} from {@code user/settings}.
 *
 * @param name the name as it was typed
 */
public record ScopeName(String name) {

    /** The most characters that Keycloak's database takes. */
    private static final int MAX_LENGTH = 255;

    private static final Pattern RESOURCE =
            Pattern.compile("(?:patient|user|system)/([^.?/]+)[.]([^?]*)(?:[?].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("read|write|[*]");
    private static final Pattern BRACES = Pattern.compile("[{][^}]*[}]");
    private static final Pattern BEGINNING =
            Pattern.compile("(?:patient|user|system|launch)/.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** SMART's names that have no slash. */
    private static final List<String> NAMES = List.of("launch", "fhirUser", "online_access", "offline_access");

    /**
     * Why this surely is a misspelt SMART scope; empty for a SMART scope and for any other name.
     *
     * @param isSmartRealm whether the realm has a FHIR server. In others, names that other programs use as well are
     *     let pass, such as {@code user/account.read}
     * @return what is wrong, to be read after the name; without a full stop
     */
    public Optional<String> fault(boolean isSmartRealm) {
        if (name.length() > MAX_LENGTH && BEGINNING.matcher(name).matches()) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters, which Keycloak can't store");
        }
        Scope scope = Scope.parseAllowance(name);
        if (scope instanceof ResourceScope resource) {
            return unknownPlaceholder(resource);
        }
        if (scope instanceof MalformedScope malformed) {
            return isMeant(isSmartRealm) ? Optional.of(malformed.reason().text()) : Optional.empty();
        }
        return scope instanceof LaunchScope ? Optional.empty() : otherCase(isSmartRealm);
    }

    /** Whether the name begins like a SMART scope, whatever it was meant to be. */
    public boolean beginsLikeSmart() {
        return BEGINNING.matcher(name).matches();
    }

    /** A value in braces is a value like any other, unless a profile fills it in. */
    private static Optional<String> unknownPlaceholder(ResourceScope resource) {
        return resource.restrictions().stream()
                .flatMap(restriction -> restriction.values().stream())
                .filter(value -> BRACES.matcher(value).matches())
                .filter(value -> !ScopeRules.PLACEHOLDERS.contains(value))
                .findFirst()
                .map(value -> "has the unknown placeholder " + value + "; known are "
                        + String.join(
                                ", ", ScopeRules.PLACEHOLDERS.stream().sorted().toList()));
    }

    private boolean isMeant(boolean isSmartRealm) {
        Matcher resource = RESOURCE.matcher(name);
        if (!resource.matches()) {
            return isSmartRealm && name.startsWith("launch/");
        }
        String type = resource.group(1);
        boolean isType =
                type.equals(Target.EVERY_TYPE) || FhirTypes.ignoringCase(type).isPresent();
        boolean isCapitalised = Character.isUpperCase(type.charAt(0));
        boolean isOtherPrograms = !isSmartRealm
                && !isCapitalised
                && WORD.matcher(resource.group(2)).matches();
        return (isType || isCapitalised) && !isOtherPrograms;
    }

    /** {@code System/Patient.rs} or {@code FhirUser}: letter case matters everywhere. */
    private Optional<String> otherCase(boolean isSmartRealm) {
        int slash = name.indexOf('/');
        Stream<String> meant = slash < 0
                ? NAMES.stream().filter(known -> isSmartRealm && known.equalsIgnoreCase(name))
                : Stream.of(name.substring(0, slash).toLowerCase(Locale.ROOT) + name.substring(slash))
                        .filter(spelt -> isSmartRealm && !(Scope.parseAllowance(spelt) instanceof PlainScope));
        return meant.filter(spelt -> !spelt.equals(name))
                .findFirst()
                .map(spelt -> "has capital letters where SMART has none: " + spelt);
    }
}
