/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code POST /koppeltaal/start}: the module's launch URL. A portal, which is usually another site, posts a form with
 * {@code launch} and {@code iss} (KT-HTI-2). The response is a page that posts the authorization request to Keycloak.
 * Nothing in the token is trusted here; Keycloak verifies it.
 */
final class ModuleLaunch implements Route {

    static final String PATH = "/koppeltaal/start";
    static final String REDIRECT = "/koppeltaal/module.html";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,8000}");

    private final PendingLaunches launches;
    private final SampleAppSettings settings;
    private final String template;
    private final String modulePage;

    ModuleLaunch(PendingLaunches launches, SampleAppSettings settings) {
        this.launches = launches;
        this.settings = settings;
        this.template = StaticFiles.template("forward.html");
        this.modulePage = StaticFiles.template("static" + REDIRECT);
    }

    @Override
    public Answer answer(Request request) throws IOException {
        if (!request.method().equals("POST")) {
            return Answer.error(405, "Only the form of a portal is accepted here");
        }
        Map<String, String> form = fields(request.body());
        String launch = form.getOrDefault("launch", "");
        if (!TOKEN.matcher(launch).matches()) {
            return refused("launch is not a token");
        }
        if (!settings.fhirBaseUrl().equals(form.get("iss"))) {
            return refused("iss is not a FHIR service that this module works with");
        }
        String browser = launches.random();
        Map<String, String> parameters =
                launches.begin(browser, KoppeltaalDomain.MODULE, launch, "launch openid fhirUser", settings);
        return Answer.page(200, page(parameters)).with(BrowserCookie.set(parameters.get("state"), browser));
    }

    /** The module's own page, which tells the user in plain words. */
    private Answer refused(String why) {
        return Answer.page(400, modulePage.replace("<body ", "<body data-refused=\"" + escaped(why) + "\" "));
    }

    private String page(Map<String, String> parameters) {
        String inputs = parameters.entrySet().stream()
                .map(one -> "<input type=\"hidden\" name=\"" + escaped(one.getKey()) + "\" value=\""
                        + escaped(one.getValue()) + "\">")
                .collect(Collectors.joining("\n      "));
        return template.replace("{{action}}", escaped(settings.authorizationUrl()))
                .replace("{{fields}}", inputs);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** The fields of the form, without those that are repeated. */
    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            try {
                if (equals > 0) {
                    fields.merge(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8),
                            (first, second) -> "");
                }
            } catch (IllegalArgumentException e) {
                return Map.of();
            }
        }
        return fields;
    }
}
