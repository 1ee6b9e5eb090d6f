/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.http.Cookie;
import io.restassured.response.Response;

/** The cookies of one browser, by path: another realm of the same server has cookies of the same names. */
final class CookieJar {

    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    /** Keeps what an answer sets, and loses what it ends. */
    Response remember(Response response) {
        response.getDetailedCookies().forEach(this::remember);
        return response;
    }

    private void remember(Cookie cookie) {
        Map<String, String> pairs = cookies.computeIfAbsent(
                cookie.getPath() == null ? "/" : cookie.getPath(), path -> new LinkedHashMap<>());
        if (cookie.getMaxAge() == 0) {
            pairs.remove(cookie.getName());
        } else {
            pairs.put(cookie.getName(), cookie.getValue());
        }
    }

    /** Loses a cookie for an address, as a browser does when its time is over. */
    void forget(String url, String cookie) {
        String path = URI.create(url).getRawPath();
        cookies.forEach((of, pairs) -> {
            if (path.startsWith(of)) {
                pairs.remove(cookie);
            }
        });
    }

    /** Names and values of what is sent to an address. */
    Map<String, String> sentTo(String url) {
        Map<String, String> sent = new LinkedHashMap<>();
        String path = URI.create(url).getRawPath();
        cookies.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .forEach(entry -> sent.putAll(entry.getValue()));
        return sent;
    }

    /** Another jar with the same cookies. */
    CookieJar copy() {
        CookieJar copy = new CookieJar();
        cookies.forEach((path, pairs) -> copy.cookies.put(path, new LinkedHashMap<>(pairs)));
        return copy;
    }
}
