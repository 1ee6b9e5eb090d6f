/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.ProtocolMapperModel;

/**
 * What an administrator says about an app with the mapper "SMART app". Apps work without it.
 *
 * @param launchUrls the full URLs at which an EHR may launch the app (SMART-LAUNCH-1)
 * @param legacyFhirContext whether it gets {@code fhirContext} as strings, as SMART App Launch 2.0.0 had it (SMART-CTX-12)
 * @param needsEncounter whether it can't work without an encounter when it asks for one in a standalone launch
 */
public record SmartApp(List<String> launchUrls, boolean legacyFhirContext, boolean needsEncounter) {

    /** The settings of a client; none of the switches on where it has no such mapper. */
    public static SmartApp of(ClientModel client) {
        return client.getProtocolMappersStream()
                .filter(mapper -> SmartAppMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .map(ProtocolMapperModel::getConfig)
                .map(SmartApp::of)
                .findFirst()
                .orElseGet(() -> new SmartApp(List.of(), false, false));
    }

    private static SmartApp of(Map<String, String> config) {
        List<String> urls = Arrays.stream(
                        config.getOrDefault(SmartAppMapper.LAUNCH_URLS, "").split(Constants.CFG_DELIMITER))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
        return new SmartApp(
                urls,
                Boolean.parseBoolean(config.get(SmartAppMapper.LEGACY_FHIR_CONTEXT)),
                Boolean.parseBoolean(config.get(SmartAppMapper.NEEDS_ENCOUNTER)));
    }
}
