/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.audience;

import java.util.List;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.spi.SmartMapper;

/**
 * The mapper "SMART backend service": says which of the realm's FHIR servers a client's own tokens are for. It maps
 * nothing.
 */
@AutoService(ProtocolMapper.class)
public final class BackendServiceMapper extends SmartMapper {

    /** The id of the mapper type. */
    public static final String PROVIDER_ID = "smart-backend-service";

    static final String SERVERS = "fhir.servers";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "SMART backend service";
    }

    @Override
    public String getHelpText() {
        return "Settings of a backend service in a realm with several FHIR servers: which of them its tokens are for.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(SERVERS)
                .label("FHIR servers")
                .helpText("The base URLs of the FHIR servers that this client gets tokens for. A request can name one "
                        + "of them as resource; otherwise a token is for all of them.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .required(true)
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
        if (!(container instanceof ClientModel)) {
            throw refused("This mapper has no effect in a client scope. Add it to the client itself");
        }
        List<FhirServer> known = FhirServers.of(session).known();
        for (String url : values(mapper)) {
            if (known.stream().noneMatch(server -> server.isAt(url))) {
                throw refused("FHIR servers must be the base URLs of FHIR servers of this realm");
            }
        }
    }

    private static List<String> values(ProtocolMapperModel mapper) {
        return mapper.getConfig() == null
                ? List.of()
                : FhirServer.values(mapper.getConfig().get(SERVERS));
    }

    /** The URLs that the mappers of a client name; empty without such a mapper. */
    static Optional<List<String>> servers(ClientModel client) {
        List<ProtocolMapperModel> mappers = client.getProtocolMappersStream()
                .filter(mapper -> PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .toList();
        return mappers.isEmpty()
                ? Optional.empty()
                : Optional.of(mappers.stream()
                        .flatMap(mapper -> values(mapper).stream())
                        .toList());
    }
}
