/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.profile.Profiles;

/** The mapper "Koppeltaal application": makes a client an application instance of the domain. It maps nothing. */
@AutoService(ProtocolMapper.class)
public final class KoppeltaalAppMapper extends ApprovedMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-koppeltaal-app";

    /** The name of the mapper type in the console. */
    public static final String TITLE = "Koppeltaal application";

    static final String LAUNCHES = "hti.portal";
    static final String LAUNCHED = "hti.launch";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return TITLE;
    }

    @Override
    public String getHelpText() {
        return "Makes this client an application of the Koppeltaal domain. Its client id is the id of its Device, and "
                + "its role decides what its tokens may do.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        List<ProviderConfigProperty> properties = new ArrayList<>(ProviderConfigurationBuilder.create()
                .property()
                .name(LAUNCHES)
                .label("Launches others")
                .helpText("The application is a portal: HTI tokens that it signs launch other applications.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .property()
                .name(LAUNCHED)
                .label("Launched with HTI tokens")
                .helpText("Take an HTI token as launch (SMART HTI on FHIR). The application then gets the launch "
                        + "context that Koppeltaal defines, but no usable access token.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build());
        properties.addAll(IdentityProperties.all());
        return properties;
    }

    @Override
    protected Optional<String> check(
            KeycloakSession session, RealmModel realm, ClientModel client, Map<String, String> config) {
        if (!FhirReference.isId(client.getClientId())) {
            return Optional.of("The client id must be the id of a Device: up to 64 letters, digits, hyphens and dots");
        }
        Optional<String> otherProfile = Profiles.objection(session, realm, KoppeltaalDomain.PROFILE);
        if (otherProfile.isPresent()) {
            return otherProfile;
        }
        return IdentityProperties.USER_TYPES.stream()
                .flatMap(userType -> check(IdentitySettings.of(config, userType), userType, session).stream())
                .findFirst();
    }

    private static Optional<String> check(IdentitySettings settings, String userType, KeycloakSession session) {
        if (!settings.isWhole()) {
            return Optional.of(userType + ": claim and identifier system need each other and an identity provider");
        }
        boolean areKnown = settings.providers().stream()
                .allMatch(alias -> session.identityProviders().getByAlias(alias) != null);
        return areKnown
                ? Optional.empty()
                : Optional.of(userType + ": the realm has no identity provider with one of these aliases");
    }
}
