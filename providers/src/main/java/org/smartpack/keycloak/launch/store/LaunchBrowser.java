/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;

import org.keycloak.common.util.SecretGenerator;
import org.keycloak.cookie.CookieMaxAge;
import org.keycloak.cookie.CookieType;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.utils.SecureContextResolver;

/**
 * Recognises the browser that brought a launch (LCTX-21) by the pack's own cookie. Keycloak's login session can't do
 * that: it ends with a logout in another tab, with a mail link that is opened elsewhere, or when it expires, and
 * Keycloak then begins another one in the same browser.
 *
 * <p>The cookie contains 256 random bits and nothing else. A browser has one per realm, whatever its number of
 * launches, until it is closed. The server stores only a hash of it, and only with a launch that the browser has
 * reserved.
 */
final class LaunchBrowser {

    private static final String COOKIE = "SMART_LAUNCH_BROWSER";
    private static final String KNOWN = LaunchBrowser.class.getName();
    private static final int BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private LaunchBrowser() {}

    /** The id of this request's browser in the store; empty if it has no cookie, or an invalid one. */
    static Optional<String> current(KeycloakSession session) {
        Optional<String> known = Optional.ofNullable(session.getAttribute(KNOWN, String.class));
        return known.or(() -> {
            Optional<String> sent = sent(session);
            sent.ifPresent(id -> session.setAttribute(KNOWN, id));
            return sent;
        });
    }

    private static Optional<String> sent(KeycloakSession session) {
        Cookie cookie = session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getCookies()
                .get(COOKIE);
        return Optional.ofNullable(cookie)
                .map(Cookie::getValue)
                .filter(value -> VALUE.matcher(value).matches())
                .map(LaunchBrowser::hash);
    }

    /** Gives this request's browser a cookie, and returns its id in the store. */
    static String mark(KeycloakSession session) {
        String value = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(BYTES));
        session.getContext().getHttpResponse().setCookieIfAbsent(cookie(session, value));
        String id = hash(value);
        session.setAttribute(KNOWN, id);
        return id;
    }

    /** The cookie has the properties of Keycloak's {@code AUTH_SESSION_ID}, so that it is sent whenever that one is. */
    private static NewCookie cookie(KeycloakSession session, String value) {
        KeycloakContext context = session.getContext();
        boolean isSecure = SecureContextResolver.isSecureContext(session);
        return new NewCookie.Builder(COOKIE)
                .version(1)
                .value(value)
                .path(RealmsResource.realmBaseUrl(context.getUri())
                        .path("/")
                        .build(context.getRealm().getName())
                        .getRawPath())
                .maxAge(CookieMaxAge.SESSION)
                .secure(isSecure)
                .httpOnly(CookieType.AUTH_SESSION_ID.getScope().isHttpOnly())
                .sameSite(isSecure ? CookieType.AUTH_SESSION_ID.getScope().getSameSite() : NewCookie.SameSite.LAX)
                .build();
    }

    private static String hash(String value) {
        return HashUtils.sha256UrlEncodedHash(value, StandardCharsets.US_ASCII);
    }
}
