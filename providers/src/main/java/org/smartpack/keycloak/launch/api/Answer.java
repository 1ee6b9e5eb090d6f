/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.smartpack.keycloak.error.Printable;
import org.smartpack.keycloak.launch.app.SmartApp;

/** The response to the registration of a context (LCTX-16). */
final class Answer {

    private static final int MAX_WARNINGS = 20;

    private Answer() {}

    /** The response of Firely's endpoint, with the ignored keys (LCTX-FA-5, LCTX-FA-8). */
    static Map<String, Object> toForm(Registration registration, String handle) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("launchContextIdentifier", handle);
        List<String> ignored = registration.request().ignored();
        if (!ignored.isEmpty()) {
            answer.put("warnings", warnings(ignored));
        }
        return answer;
    }

    private static List<String> warnings(List<String> ignored) {
        Stream<String> named =
                ignored.stream().limit(MAX_WARNINGS).map(key -> "unknown key ignored: " + Printable.of(key));
        int more = ignored.size() - MAX_WARNINGS;
        return (more > 0 ? Stream.concat(named, Stream.of(more + " more unknown keys ignored")) : named).toList();
    }

    static Map<String, Object> toJson(Registration registration, String handle) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("launchContextIdentifier", handle);
        answer.put("launch", handle);
        answer.put("expires_in", registration.request().lifetime());
        answer.put("single_use", registration.request().singleUse());
        List<String> urls =
                registration.app().map(SmartApp::of).map(SmartApp::launchUrls).orElse(List.of());
        if (urls.size() == 1) {
            answer.put(
                    "launch_url",
                    LaunchUrl.of(urls.get(0), registration.server().baseUrl(), handle));
        }
        return answer;
    }
}
