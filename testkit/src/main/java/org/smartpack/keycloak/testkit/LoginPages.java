/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/**
 * A visitor to Keycloak's login pages without JavaScript: follows redirects, fills in the login form, agrees to what
 * the consent page lists. Cookies are kept, so that a second visit has the single sign-on session.
 */
public final class LoginPages {

    private static final Pattern ACTION = Pattern.compile("(?i)<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern RESET = Pattern.compile("href=\"([^\"]*reset-credentials[^\"]*)\"");
    private static final Pattern PROCEED = Pattern.compile("href=\"([^\"]*action-token[^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("name=\"code\" value=\"([^\"]*)\"");
    private static final Pattern PAUSED = Pattern.compile("name=\"login\" value=\"([^\"]*)\"");
    private static final Pattern TICKED =
            Pattern.compile("<input type=\"checkbox\"[^>]* name=\"([^\"]*)\" value=\"([^\"]*)\" checked");
    private static final Pattern ITEM = Pattern.compile("<li>\\s*<span>(.*?)</span>", Pattern.DOTALL);

    private final CookieJar cookies;
    private final List<String> consented = new ArrayList<>();
    private final List<String> visited = new ArrayList<>();
    private final String callback;
    private URI base;

    /** @param callback the redirect URI at which the visit ends; nothing needs to listen there */
    public LoginPages(String callback) {
        this(callback, new CookieJar());
    }

    private LoginPages(String callback, CookieJar cookies) {
        this.callback = callback;
        this.cookies = cookies;
    }

    /** What the consent page listed in the last visit; empty when there was none. */
    public List<String> consented() {
        return List.copyOf(consented);
    }

    /** Every address that was called, redirects included, oldest first. */
    public List<String> visited() {
        return List.copyOf(visited);
    }

    /** Goes on with a page that {@link #open} showed, to where {@link #visit} ends. */
    public Map<String, String> goOn(Response page, String username) {
        return finish(page, username, true);
    }

    /**
     * Visits an address of Keycloak and ends at the callback or at a page that is neither login nor consent.
     *
     * @return the parameters with which the callback was called; empty if it wasn't
     */
    public Map<String, String> visit(String url, String username) {
        return finish(open(url), username, true);
    }

    /**
     * Visits an address of an application that listens, and goes with its redirects to Keycloak and back: the callback
     * of this browser is one at which nothing of that application listens.
     *
     * @return the page at which this ends
     */
    public Response visitApplication(String url, String username) {
        return signIn(open(url), username, true);
    }

    /** The same for a form that a page of the app posts. */
    public Map<String, String> submit(String url, Map<String, String> form, String username) {
        consented.clear();
        base = null;
        return finish(follow(post(url, form)), username, true);
    }

    /** Goes on with a page that {@link #open} showed; the user doesn't agree on the consent page. */
    public Map<String, String> refuse(Response page, String username) {
        return finish(page, username, false);
    }

    /** The same, but the user doesn't agree on the consent page. */
    public Map<String, String> deny(String url, String username) {
        return finish(open(url), username, false);
    }

    /** Opens an address, and leaves what comes as it is. */
    public Response open(String url) {
        consented.clear();
        base = null;
        return follow(get(url));
    }

    /** Visits an address that shows the registration page and signs up. */
    public Map<String, String> register(String url, String username) {
        Response page = open(url);
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "username",
                username,
                "password",
                username,
                "password-confirm",
                username,
                "email",
                username + "@example.org",
                "firstName",
                "New",
                "lastName",
                "Comer"));
        return finish(follow(post(action(page), form)), username, true);
    }

    /** Visits an address that shows the login page, and asks for a new password there. */
    public void forgotPassword(String url, String username) {
        Response page = open(url);
        Response form = follow(get(find(RESET, page)));
        follow(post(action(form), Map.of("username", username)));
    }

    /** Follows the link of a mail for a forgotten password and chooses the user's name as the new one. */
    public Map<String, String> newPassword(String link, String username) {
        Response page = open(link);
        return newPassword(isPage(page, "password-new") ? page : proceed(page), username);
    }

    /** Chooses the user's name as the new password, on a page that asks for one. */
    public Map<String, String> newPassword(Response page, String username) {
        Response next = isPage(page, "password-new")
                ? follow(post(action(page), Map.of("password-new", username, "password-confirm", username)))
                : page;
        return finish(next, username, true);
    }

    /** Sends the login form of a page that {@link #open} showed, and leaves what comes as it is. */
    public Response submitLogin(Response page, String username) {
        return follow(post(action(page), Map.of("username", username, "password", username)));
    }

    /**
     * Sends the form of a page that this browser showed, with these members, and leaves what comes as it is.
     *
     * @param form may have several values for a name
     */
    public Response send(Response page, Map<String, ?> form) {
        return follow(post(action(page), form));
    }

    /** Sends a form to an address, with the cookies of this browser, and leaves what comes as it is. */
    public Response submitTo(String url, Map<String, ?> form) {
        return follow(post(url, form));
    }

    /**
     * Presses a button of the pack's page about another user who is signed in, and leaves what comes as it is.
     *
     * @param button {@code accept} or {@code cancel}
     */
    public Response answerAnotherUser(Response page, String button) {
        return send(page, Map.of("login", pausedLogin(page), button, "true"));
    }

    /** The login that waits on that page, as its form has it. */
    public static String pausedLogin(Response page) {
        return find(PAUSED, page);
    }

    /** The parameters with which the callback was called, where {@link #send} ended there; empty if it didn't. */
    public Map<String, String> callback(Response page) {
        return parameters(page);
    }

    /** Follows the link of a mail, and agrees where Keycloak asks whether to go on. */
    public Response proceed(String link) {
        return proceed(open(link));
    }

    private Response proceed(Response page) {
        Matcher proceed = PROCEED.matcher(page.asString());
        return proceed.find() ? follow(get(unescape(proceed.group(1)))) : page;
    }

    /** Loses a cookie for an address, as a browser does when its time is over. */
    public void forget(String url, String cookie) {
        cookies.forget(url, cookie);
    }

    /** The value of a cookie that this browser has for an address; {@code null} if it has none. */
    public String cookie(String url, String name) {
        return cookies.sentTo(url).get(name);
    }

    /** Another window of the same browser: with its cookies as they are now. */
    public LoginPages copy() {
        return new LoginPages(callback, cookies.copy());
    }

    private Map<String, String> finish(Response opened, String username, boolean agrees) {
        return parameters(signIn(opened, username, agrees));
    }

    private Response signIn(Response opened, String username, boolean agrees) {
        Response page = opened;
        // Twice where the realm has organizations: it asks for the name first; or where the login has begun anew.
        for (int i = 0; i < 2 && isPage(page, "kc-form-login"); i++) {
            page = follow(post(action(page), Map.of("username", username, "password", username)));
        }
        if (isPage(page, "name=\"accept\"")) {
            Matcher items = ITEM.matcher(page.asString());
            while (items.find()) {
                consented.add(unescape(items.group(1)).strip());
            }
            Map<String, Object> form = new LinkedHashMap<>(ticked(page));
            Matcher code = CODE.matcher(page.asString());
            if (code.find()) {
                form.put("code", unescape(code.group(1)));
            }
            form.put(agrees ? "accept" : "cancel", "Yes");
            page = follow(post(action(page), form));
        }
        return page;
    }

    /** The values of the boxes that are ticked on a page, by the name of the field, in their order. */
    public static Map<String, List<String>> ticked(Response page) {
        Map<String, List<String>> ticked = new LinkedHashMap<>();
        Matcher boxes = TICKED.matcher(page.asString());
        while (boxes.find()) {
            ticked.computeIfAbsent(boxes.group(1), name -> new ArrayList<>()).add(unescape(boxes.group(2)));
        }
        return ticked;
    }

    private static boolean isPage(Response page, String mark) {
        return page.statusCode() == 200 && page.asString().contains(mark);
    }

    private Response follow(Response response) {
        Response current = response;
        while (current.statusCode() / 100 == 3 && !current.header("Location").startsWith(callback)) {
            current = get(current.header("Location"));
        }
        return current;
    }

    private Response get(String url) {
        String address = absolute(url);
        return cookies.remember(request(address).get(address));
    }

    private Response post(String url, Map<String, ?> form) {
        String address = absolute(url);
        return cookies.remember(
                request(address).urlEncodingEnabled(true).formParams(form).post(URI.create(address)));
    }

    /** The consent page's form has an address without a host. */
    private String absolute(String url) {
        base = base == null ? URI.create(url) : base.resolve(url);
        visited.add(base.toString());
        return base.toString();
    }

    private RequestSpecification request(String address) {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .cookies(cookies.sentTo(address));
    }

    private Map<String, String> parameters(Response page) {
        String location = page.header("Location");
        if (location == null || !location.startsWith(callback)) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        URI answer = URI.create(location);
        String query = answer.getRawQuery() == null ? answer.getRawFragment() : answer.getRawQuery();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** Where the form of a page of Keycloak is sent to. */
    public static String action(Response page) {
        return find(ACTION, page);
    }

    private static String find(Pattern pattern, Response page) {
        Matcher matcher = pattern.matcher(page.asString());
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " on the page: " + page.asString());
        }
        return unescape(matcher.group(1));
    }

    private static String unescape(String html) {
        return html.replace("&amp;", "&")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }
}
