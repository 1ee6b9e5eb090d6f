/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.profile.Profiles;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * What a {@code scope} parameter is read for. Keycloak asks its parser the same question at every stage of a request,
 * but the answer differs: a new request is negotiated, an existing grant is only read.
 */
public enum Occasion {
    /** A token for the client itself: {@code system/} and nothing else (SMART-SCOPE-9). */
    CLIENT_CREDENTIALS(EnumSet.of(Level.SYSTEM), true),
    /** A token for a user, from the authorization request to the code exchange: {@code system/} is not for users. */
    USER(EnumSet.of(Level.PATIENT, Level.USER), true),
    /** A token made from another one, whose scopes are its limit. */
    EXCHANGE(EnumSet.allOf(Level.class), true),
    /**
     * A grant type that SMART doesn't know, such as UMA's, or an unknown endpoint. It gives no SMART scope, whether the
     * parameter comes from a request or a token.
     */
    UNKNOWN(EnumSet.noneOf(Level.class), false),
    /** The console's Evaluate tab: everything that the client could be granted. */
    EVALUATION(EnumSet.allOf(Level.class), true, false),
    /** Import, export and the admin API: recorded consents are read. */
    ADMINISTRATION(EnumSet.allOf(Level.class), false, false),
    /**
     * Refresh, introspection, userinfo and whatever else in Keycloak reads the scopes of a token: nothing may be added.
     */
    EXISTING_GRANT(EnumSet.allOf(Level.class), false);

    private static final String ATTRIBUTE = Occasion.class.getName();

    private final Set<Level> levels;
    private final boolean negotiates;
    private final boolean givesTokens;

    Occasion(Set<Level> levels, boolean negotiates) {
        this(levels, negotiates, true);
    }

    Occasion(Set<Level> levels, boolean negotiates, boolean givesTokens) {
        this.levels = levels;
        this.negotiates = negotiates;
        this.givesTokens = givesTokens;
    }

    /**
     * Whether scopes of a level can be granted.
     *
     * @param isOwnToken whether the token is the client's own, not a user's
     */
    boolean permits(Level level, boolean isOwnToken) {
        boolean isForThatSubject = level != Level.SYSTEM || isOwnToken || !givesTokens;
        return levels.contains(level) && isForThatSubject;
    }

    /** Whether the parameter is a request: if it names no SMART scope, the default allowances are meant. */
    boolean negotiates() {
        return negotiates;
    }

    /** Whether a scope that Keycloak grants by name may be granted. */
    boolean permitsByName(String name) {
        return this != CLIENT_CREDENTIALS && this != UNKNOWN || !isForUsers(name);
    }

    private static boolean isForUsers(String name) {
        Scope scope = Scope.parse(name);
        return scope instanceof LaunchScope
                || scope instanceof ResourceScope resource && resource.level() != Level.SYSTEM
                || name.startsWith("launch/")
                || name.startsWith("patient/")
                || name.startsWith("user/");
    }

    /**
     * Makes this the occasion of everything that is read in the rest of the request. The caller vouches that the
     * request changes neither clients nor users, so that the same question always has the same answer.
     */
    public void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
        FhirServers.keep(session);
        Profiles.keep(session);
    }

    /** The occasion that was bound to the request, if any. */
    static Optional<Occasion> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, Occasion.class));
    }

    /** The bound occasion or, without one, the occasion that follows from the endpoint. */
    static Occasion of(KeycloakSession session) {
        return bound(session).orElseGet(() -> ofPlace(session));
    }

    private static Occasion ofPlace(KeycloakSession session) {
        CurrentRequest request = CurrentRequest.of(session);
        return switch (request.place()) {
            case TOKEN -> request.grantType().map(Occasion::ofGrantType).orElse(UNKNOWN);
            case AUTHORIZATION, BACKCHANNEL, DEVICE, PUSHED_REQUEST, LOGIN -> USER;
            case READING -> EXISTING_GRANT;
            case EVALUATION -> EVALUATION;
            case ADMINISTRATION, SERVER -> ADMINISTRATION;
            case ELSEWHERE -> UNKNOWN;
        };
    }

    /**
     * The occasion of a token request. Public, because in a UMA request Keycloak makes a token of another grant type.
     */
    public static Occasion ofGrantType(String grantType) {
        return switch (grantType) {
            case OAuth2Constants.CLIENT_CREDENTIALS -> CLIENT_CREDENTIALS;
            case OAuth2Constants.REFRESH_TOKEN -> EXISTING_GRANT;
            case OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE -> EXCHANGE;
            case OAuth2Constants.AUTHORIZATION_CODE,
                    OAuth2Constants.PASSWORD,
                    OAuth2Constants.DEVICE_CODE_GRANT_TYPE,
                    OAuth2Constants.CIBA_GRANT_TYPE,
                    OAuth2Constants.JWT_AUTHORIZATION_GRANT -> USER;
            default -> UNKNOWN;
        };
    }
}
