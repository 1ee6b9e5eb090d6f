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
 * Tells the browser that brought a launch from others (LCTX-21), by a cookie of the pack's own. Keycloak's login
 * session can't do that: it ends with signing out in another tab, with a mail link that is followed elsewhere, or with
 * its time, and Keycloak begins another one in the same browser.
 *
 * <p>The cookie holds 256 random bits and says nothing else. A browser has one for each realm, however many launches it
 * brings, until it is closed. The server keeps a hash of it, and that only with a launch that the browser has reserved.
 */
final class LaunchBrowser {

    private static final String COOKIE = "SMART_LAUNCH_BROWSER";
    private static final int BYTES = 32;
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private LaunchBrowser() {}

    /** What stands for the browser of this request in the store; empty if it has no cookie, or one of another form. */
    static Optional<String> current(KeycloakSession session) {
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

    /** Gives the browser of this request a cookie; answers what stands for it in the store from now on. */
    static String mark(KeycloakSession session) {
        String value = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(BYTES));
        session.getContext().getHttpResponse().setCookieIfAbsent(cookie(session, value));
        return hash(value);
    }

    /**
     * With the properties that Keycloak gives to {@code AUTH_SESSION_ID}: where that one comes along, this one does.
     */
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
