/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.spi.SmartMapper;

/** The mapper "SMART app": holds the settings that an EHR or the pack needs for one app. It maps nothing. */
@AutoService(ProtocolMapper.class)
public final class SmartAppMapper extends SmartMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-app";

    static final String LAUNCH_URLS = "launch.url";
    static final String LEGACY_FHIR_CONTEXT = "legacy.fhir.context";
    static final String NEEDS_ENCOUNTER = "encounter.required";
    static final String ALL_OR_NOTHING = "scopes.all.or.nothing";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "SMART app";
    }

    @Override
    public String getHelpText() {
        return "Settings of a SMART app: where an EHR opens it, and in which form it gets its launch context.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(LAUNCH_URLS)
                .label("Launch URLs")
                .helpText("The full URLs at which an EHR may open this app. If there is exactly one, the launch "
                        + "context API answers with a link to open.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(LEGACY_FHIR_CONTEXT)
                .label("fhirContext as in SMART 2.0.0")
                .helpText("Send fhirContext as a list of references (\"ImagingStudy/123\") instead of objects. Items "
                        + "without a reference, or with a role, are left out.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(NEEDS_ENCOUNTER)
                .label("Needs an encounter")
                .helpText(
                        "In a standalone launch with launch/encounter the user must choose an encounter. Switched off, "
                                + "the user may go on without one.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(ALL_OR_NOTHING)
                .label("All or nothing")
                .helpText("Users agree to everything that the app asks for, or to nothing, on Keycloak's own consent "
                        + "page. Switched off, they choose what the app may do, in realms that have the step for it.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        boolean areUrls = Arrays.stream(
                        mapper.getConfig().getOrDefault(LAUNCH_URLS, "").split(Constants.CFG_DELIMITER))
                .filter(url -> !url.isBlank())
                .allMatch(SmartAppMapper::isUrl);
        if (!areUrls) {
            throw refused("Launch URLs must be http or https URLs without a fragment");
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text.strip());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
