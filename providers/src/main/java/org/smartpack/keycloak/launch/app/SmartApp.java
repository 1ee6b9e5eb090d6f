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
 * An administrator's settings for an app in the mapper "SMART app". Apps also work without it.
 *
 * @param launchUrls the full URLs at which an EHR may launch the app (SMART-LAUNCH-1)
 * @param legacyFhirContext whether it gets {@code fhirContext} as strings, as in SMART App Launch 2.0.0 (SMART-CTX-12)
 * @param needsEncounter whether a standalone launch that asks for an encounter fails without one
 * @param choosesScopes whether users choose which of the requested scopes they grant, where the realm has that step
 */
public record SmartApp(
        List<String> launchUrls, boolean legacyFhirContext, boolean needsEncounter, boolean choosesScopes) {

    /** The settings of a client; the defaults if it doesn't have the mapper. */
    public static SmartApp of(ClientModel client) {
        return client.getProtocolMappersStream()
                .filter(mapper -> SmartAppMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .map(ProtocolMapperModel::getConfig)
                .map(SmartApp::of)
                .findFirst()
                .orElseGet(() -> new SmartApp(List.of(), false, false, true));
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
                Boolean.parseBoolean(config.get(SmartAppMapper.NEEDS_ENCOUNTER)),
                !Boolean.parseBoolean(config.get(SmartAppMapper.ALL_OR_NOTHING)));
    }
}
