/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.benchmarks.server.Kind;

/** The session of a user in a browser. The user signs in once with the login form, and later with cookies. */
public final class Session {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&#]+)");
    private static final Pattern LAUNCH = Pattern.compile("\"launch\"\\s*:\\s*\"([^\"]+)\"");

    private final Browser browser = new Browser();
    private final BenchRealm realm;
    private final JsonNode tokens;

    private Session(BenchRealm realm, String user) {
        this.realm = realm;
        this.tokens = logIn(user);
    }

    /** Signs in all users of a realm. */
    public static List<Session> ofAll(BenchRealm realm) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < BenchRealm.USERS; i++) {
            sessions.add(new Session(realm, "user-" + i));
        }
        return List.copyOf(sessions);
    }

    /** The value of the header {@code Cookie}. */
    public String cookies() {
        return browser.cookies();
    }

    /** Launches the app, with the pack in the context of {@link BenchRealm#PATIENT}, and returns the token response. */
    public JsonNode launch() {
        Pkce pkce = Pkce.create();
        return redeem(open(request(pkce)), pkce);
    }

    /** The token response of the login. */
    public JsonNode tokens() {
        return tokens;
    }

    private JsonNode logIn(String user) {
        Pkce pkce = Pkce.create();
        HttpResponse<String> page = open(request(pkce));
        Matcher action = ACTION.matcher(page.body());
        if (page.statusCode() != 200 || !action.find()) {
            throw new IllegalStateException(
                    "No login page: " + page.statusCode() + " " + page.headers().map() + page.body());
        }
        HttpRequest.Builder form = HttpRequest.newBuilder(
                        URI.create(action.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Forms.of("username", user, "password", user)));
        return redeem(browser.send(form), pkce);
    }

    private String request(Pkce pkce) {
        String launch = realm.kind() == Kind.PACK ? "&" + Forms.of("launch", register()) : "";
        return realm.url() + AuthorizationRequest.path(realm) + launch + "&code_challenge=" + pkce.challenge();
    }

    private String register() {
        HttpResponse<String> response =
                browser.send(HttpRequest.newBuilder(URI.create(realm.issuer() + "/smart/launch-context"))
                        .header("Authorization", Forms.basic(BenchRealm.EHR))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"patient\":\"" + BenchRealm.PATIENT + "\"}")));
        return find(LAUNCH, response.body());
    }

    private JsonNode redeem(HttpResponse<String> redirect, Pkce pkce) {
        String location = redirect.headers().firstValue("Location").orElse("");
        if (!location.startsWith(BenchRealm.CALLBACK)) {
            throw new IllegalStateException(
                    "Not signed in: " + redirect.statusCode() + " " + location + redirect.body());
        }
        HttpResponse<String> response =
                browser.send(HttpRequest.newBuilder(URI.create(realm.url() + realm.endpoint("token")))
                        .header("Authorization", Forms.basic(BenchRealm.APP))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(AuthorizationRequest.redemption() + "&code="
                                + find(CODE, location) + "&code_verifier=" + pkce.verifier())));
        try {
            JsonNode tokens = new ObjectMapper().readTree(response.body());
            if (response.statusCode() != 200 || !tokens.has("refresh_token")) {
                throw new IllegalStateException("No tokens: " + response.body());
            }
            return tokens;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }

    private HttpResponse<String> open(String url) {
        return browser.send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }
}
