/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * A scope that is neither a resource scope nor a launch scope: those of OpenID Connect, those for refresh tokens,
 * extension scopes, and any name that an administrator invented. Two are equal if their {@link #name()} is.
 */
public final class PlainScope implements Scope {

    private final String spelling;
    private final String name;
    private final Kind kind;

    /** The plain scopes to which SMART gives a meaning (SMART-SCOPE-12, 45 to 47). */
    public enum Kind {
        OPENID,
        FHIR_USER,
        PROFILE,
        OFFLINE_ACCESS,
        ONLINE_ACCESS,
        /** A full URI or a name that starts with {@code __}. */
        EXTENSION,
        /** Any other name, such as {@code email}, {@code roles} or {@code organization:acme}. */
        OTHER
    }

    PlainScope(String spelling, String name) {
        this.spelling = spelling;
        this.name = name;
        this.kind = kindOf(name);
    }

    private static Kind kindOf(String name) {
        return switch (name) {
            case "openid" -> Kind.OPENID;
            case "fhirUser" -> Kind.FHIR_USER;
            case "profile" -> Kind.PROFILE;
            case "offline_access" -> Kind.OFFLINE_ACCESS;
            case "online_access" -> Kind.ONLINE_ACCESS;
            default -> isExtension(name) ? Kind.EXTENSION : Kind.OTHER;
        };
    }

    /**
     * Only a hierarchical URI ({@code scheme://rest}) or a URN counts as an absolute URI. In RFC 3986
     * {@code organization:acme} would be one too, but that is Keycloak's own syntax for a scope with a parameter.
     */
    private static boolean isExtension(String name) {
        if (name.startsWith("__")) {
            return name.length() > 2;
        }
        if (name.startsWith("urn:")) {
            return name.length() > 4;
        }
        int colon = name.indexOf("://");
        return colon > 0
                && colon + 3 < name.length()
                && isLetter(name.charAt(0))
                && name.chars().limit(colon).allMatch(PlainScope::isSchemeCharacter);
    }

    private static boolean isSchemeCharacter(int c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    @Override
    public String spelling() {
        return spelling;
    }

    /** Whether a name marks a SMART request, although it is granted like any other name. */
    public static boolean isSmart(String name) {
        return name.equals("fhirUser") || name.equals("online_access");
    }

    /** The name without the prefix of the URI form (SMART-SCOPE-11); otherwise the spelling. */
    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainScope that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return spelling;
    }
}
