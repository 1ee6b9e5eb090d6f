/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The link that launches an app (SMART-LAUNCH-2). */
final class LaunchUrl {

    private LaunchUrl() {}

    /** @param launchUrl the registered URL: without a fragment, possibly with a query */
    static String of(String launchUrl, String iss, String launch) {
        String separator = "?";
        if (launchUrl.indexOf('?') >= 0) {
            separator = launchUrl.endsWith("?") || launchUrl.endsWith("&") ? "" : "&";
        }
        return launchUrl + separator + "iss=" + encode(iss) + "&launch=" + encode(launch);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
