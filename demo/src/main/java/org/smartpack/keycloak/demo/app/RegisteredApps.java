/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The realm's SMART apps that an EHR can open: enabled clients whose mapper "SMART app" has a launch URL. The demo
 * reads them as Keycloak's administrator, so an app that was just registered is there when the page is loaded again.
 */
final class RegisteredApps {

    /** Keycloak's separator of the values of one setting. */
    private static final String SEPARATOR = "##";

    private final Administrator administrator;

    RegisteredApps(Administrator administrator) {
        this.administrator = administrator;
    }

    /**
     * The apps, by client id.
     *
     * @throws IOException if Keycloak doesn't answer, or doesn't answer with a list
     */
    List<EhrDirectory.App> all() throws IOException, InterruptedException {
        List<EhrDirectory.App> apps = new ArrayList<>();
        administrator.clients().forEach(client -> {
            List<String> urls = launchUrls(client);
            if (client.path("enabled").asBoolean() && !urls.isEmpty()) {
                apps.add(new EhrDirectory.App(
                        client.path("clientId").asText(),
                        client.path("description").asText(""),
                        urls));
            }
        });
        apps.sort(Comparator.comparing(EhrDirectory.App::clientId));
        return apps;
    }

    private static List<String> launchUrls(JsonNode client) {
        List<String> urls = new ArrayList<>();
        client.path("protocolMappers").forEach(mapper -> {
            if (mapper.path("protocolMapper").asText().equals("smart-app")) {
                Arrays.stream(mapper.at("/config/launch.url").asText("").split(SEPARATOR))
                        .filter(url -> !url.isEmpty())
                        .forEach(urls::add);
            }
        });
        return urls;
    }
}
